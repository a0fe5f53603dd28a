package dev.catenary.device.update.trust.attack;

/** More delegated roles on the way to one target than a client visits. */
public final class EndlessDelegationsException extends TrustException {
  private static final long serialVersionUID = 1;

  private final String target;
  private final int rolesMax;

  public EndlessDelegationsException(String target, int rolesMax) {
    super(
        target,
        "no answer in " + rolesMax + " roles",
        "an answer in at most as many",
        "delegate more narrowly");
    this.target = target;
    this.rolesMax = rolesMax;
  }

  public String target() {
    return target;
  }

  public int rolesMax() {
    return rolesMax;
  }
}
