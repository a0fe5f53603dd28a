package dev.catenary.device.update.trust.attack;

import java.time.Instant;

/** An indefinite freeze attack: metadata that has expired is served as the newest. */
public final class FreezeException extends TrustException {
  private static final long serialVersionUID = 1;

  private final String role;
  private final Instant expires;
  private final Instant knownTime;

  public FreezeException(String role, Instant expires, Instant knownTime) {
    super(
        role,
        "metadata that expired " + expires,
        "an expiry after " + knownTime,
        "publish newer metadata, or look at who withholds it; what is installed runs on");
    this.role = role;
    this.expires = expires;
    this.knownTime = knownTime;
  }

  public String role() {
    return role;
  }

  public Instant expires() {
    return expires;
  }

  public Instant knownTime() {
    return knownTime;
  }
}
