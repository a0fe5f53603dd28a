package dev.catenary.device.update.trust.attack;

/** A rollback attack: metadata older than what was trusted before. */
public final class RollbackException extends TrustException {
  private static final long serialVersionUID = 1;

  private final String role;
  private final long versionFound;
  private final long versionTrusted;

  public RollbackException(String role, long versionFound, long versionTrusted) {
    super(
        role,
        "version " + versionFound,
        "version " + versionTrusted + " or newer, which was trusted before",
        "look at who serves this address");
    this.role = role;
    this.versionFound = versionFound;
    this.versionTrusted = versionTrusted;
  }

  public String role() {
    return role;
  }

  public long versionFound() {
    return versionFound;
  }

  public long versionTrusted() {
    return versionTrusted;
  }
}
