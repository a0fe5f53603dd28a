package dev.catenary.device.update.fetch;

import java.io.IOException;

/** A repository does not have a file, or does not show it: 404 and 403 are one to us. */
public final class AbsentFileException extends IOException {
  private static final long serialVersionUID = 1;

  private final String address;

  public AbsentFileException(String address, String found) {
    super(
        "found "
            + found
            + " at "
            + address
            + ", expected a file; cure: publish it, or look at who withholds it");
    this.address = address;
  }

  public String address() {
    return address;
  }
}
