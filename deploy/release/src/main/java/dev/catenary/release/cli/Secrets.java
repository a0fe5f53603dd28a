package dev.catenary.release.cli;

import java.io.Console;
import java.util.Locale;

/** Passphrases and PINs: from the environment, else asked for; never an argument. */
final class Secrets {
  private static final String VARIABLE = "CATENARY_RELEASE_SECRET";

  private Secrets() {}

  @SuppressWarnings("SystemConsoleNull") // True of JDK 22 to 24 alone.
  static char[] of(String name) {
    String own = System.getenv(VARIABLE + "_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
    String secret = own != null ? own : System.getenv(VARIABLE);
    if (secret != null) {
      return secret.toCharArray();
    }
    Console console = System.console();
    char[] typed =
        console == null || !console.isTerminal()
            ? null
            : console.readPassword("Passphrase or PIN of %s: ", name);
    if (typed == null) {
      throw new IllegalStateException(
          "found no passphrase for " + name + "; cure: a terminal, or the variable " + VARIABLE);
    }
    return typed;
  }
}
