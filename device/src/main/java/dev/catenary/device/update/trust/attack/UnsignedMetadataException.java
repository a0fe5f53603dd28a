package dev.catenary.device.update.trust.attack;

/** An arbitrary software attack: metadata that too few of the right keys have signed. */
public final class UnsignedMetadataException extends TrustException {
  private static final long serialVersionUID = 1;

  private final String role;
  private final int keysFound;
  private final int keysExpected;

  public UnsignedMetadataException(String role, int keysFound, int keysExpected) {
    super(
        role,
        "signatures of " + keysFound + " distinct keys of this role",
        "those of " + keysExpected,
        "have the holders of the other keys sign");
    this.role = role;
    this.keysFound = keysFound;
    this.keysExpected = keysExpected;
  }

  public String role() {
    return role;
  }

  public int keysFound() {
    return keysFound;
  }

  public int keysExpected() {
    return keysExpected;
  }
}
