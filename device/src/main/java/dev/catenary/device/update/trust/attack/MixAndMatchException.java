package dev.catenary.device.update.trust.attack;

/** A mix-and-match attack: metadata that is not the one which the timestamp or snapshot names. */
public final class MixAndMatchException extends TrustException {
  private static final long serialVersionUID = 1;

  private final String role;

  public MixAndMatchException(String role, String found, String expected) {
    super(role, found, expected, "publish timestamp, snapshot and targets together");
    this.role = role;
  }

  public String role() {
    return role;
  }
}
