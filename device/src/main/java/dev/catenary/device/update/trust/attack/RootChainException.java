package dev.catenary.device.update.trust.attack;

/** A root that does not follow the trusted one by exactly one version. */
public final class RootChainException extends TrustException {
  private static final long serialVersionUID = 1;

  private final long versionFound;
  private final long versionExpected;

  public RootChainException(long versionFound, long versionExpected) {
    super(
        "root",
        "version " + versionFound,
        "version " + versionExpected,
        "publish each root under its own number");
    this.versionFound = versionFound;
    this.versionExpected = versionExpected;
  }

  public long versionFound() {
    return versionFound;
  }

  public long versionExpected() {
    return versionExpected;
  }
}
