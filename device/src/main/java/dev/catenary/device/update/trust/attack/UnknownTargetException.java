package dev.catenary.device.update.trust.attack;

/** A target that no role which may name it names: wrong or extraneous software. */
public final class UnknownTargetException extends TrustException {
  private static final long serialVersionUID = 1;

  private final String target;
  private final int rolesVisited;

  public UnknownTargetException(String target, int rolesVisited) {
    super(
        target,
        "no such target in " + rolesVisited + " roles",
        "a role that may sign this name and lists it",
        "sign it, or ask for a name that is signed");
    this.target = target;
    this.rolesVisited = rolesVisited;
  }

  public String target() {
    return target;
  }

  public int rolesVisited() {
    return rolesVisited;
  }
}
