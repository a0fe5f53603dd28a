package dev.catenary.device;

import dev.catenary.device.cli.CatenaryCommand;

/** Starts the command line. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(CatenaryCommand.execute(args));
  }
}
