package dev.catenary.device.page.access;

/** A token that lets nobody in, and why. Holds nothing of the token that is secret. */
public final class TokenRefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final String found;
  private final String expected;
  private final String cure;

  TokenRefusedException(String found, String expected, String cure) {
    super("found " + found + "; expected " + expected + "; cure: " + cure);
    this.found = found;
    this.expected = expected;
    this.cure = cure;
  }

  public String found() {
    return found;
  }

  public String expected() {
    return expected;
  }

  public String cure() {
    return cure;
  }
}
