package dev.catenary.grants.request;

/** A request that gets no grant, and why: found, expected, cure. Ordinary; it ends in an answer. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final Reason reason;

  public RefusedException(Reason reason, String found, String expected, String cure) {
    super("found " + found + "; expected " + expected + "; cure: " + cure, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
