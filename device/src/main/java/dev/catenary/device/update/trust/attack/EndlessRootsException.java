package dev.catenary.device.update.trust.attack;

/** More new roots at once than a client walks in one refresh; what was walked is kept. */
public final class EndlessRootsException extends TrustException {
  private static final long serialVersionUID = 1;

  private final long versionReached;
  private final int rootsMax;

  public EndlessRootsException(long versionReached, int rootsMax) {
    super(
        "root",
        "more roots after version " + versionReached,
        "at most " + rootsMax + " in one refresh",
        "try again: the next refresh goes on from there");
    this.versionReached = versionReached;
    this.rootsMax = rootsMax;
  }

  public long versionReached() {
    return versionReached;
  }

  public int rootsMax() {
    return rootsMax;
  }
}
