package dev.catenary.device.update.trust.attack;

import java.time.Instant;

/**
 * Metadata that says it was signed later than now or than its own expiry, which would poison the
 * known time.
 */
public final class SignedInFutureException extends TrustException {
  private static final long serialVersionUID = 1;

  private final String role;
  private final Instant signed;
  private final Instant latest;

  public SignedInFutureException(String role, Instant signed, Instant latest) {
    super(
        role,
        "signed at " + signed,
        "at " + latest + " or before",
        "set the clock of the machine that signs, and sign again");
    this.role = role;
    this.signed = signed;
    this.latest = latest;
  }

  public String role() {
    return role;
  }

  public Instant signed() {
    return signed;
  }

  public Instant latest() {
    return latest;
  }
}
