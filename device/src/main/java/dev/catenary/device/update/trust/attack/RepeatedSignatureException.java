package dev.catenary.device.update.trust.attack;

/**
 * One key id twice among the signatures of a metadata file, so that one key would count as more.
 */
public final class RepeatedSignatureException extends TrustException {
  private static final long serialVersionUID = 1;

  private final String role;
  private final String keyId;

  public RepeatedSignatureException(String role, String keyId) {
    super(
        role,
        "the key id " + keyId + " twice among its signatures",
        "each key id once",
        "sign it again");
    this.role = role;
    this.keyId = keyId;
  }

  public String role() {
    return role;
  }

  public String keyId() {
    return keyId;
  }
}
