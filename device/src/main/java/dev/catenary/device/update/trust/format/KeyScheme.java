package dev.catenary.device.update.trust.format;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;

/** A way of signing that metadata may use (TUF specification 1.0.34, 4.2). */
public enum KeyScheme {
  ED25519("ed25519", "ed25519"),
  ECDSA_P256("ecdsa", "ecdsa-sha2-nistp256"),
  RSA_PSS("rsa", "rsassa-pss-sha256");

  /** An older name of the key type of ECDSA, which means the same. */
  private static final String OLDER_ECDSA = "ecdsa-sha2-nistp256";

  private static final int SALT_BYTES = 32;

  private final String keyType;
  private final String scheme;

  KeyScheme(String keyType, String scheme) {
    this.keyType = keyType;
    this.scheme = scheme;
  }

  String keyType() {
    return keyType;
  }

  String scheme() {
    return scheme;
  }

  /** The scheme of a key, when it is one of ours. */
  static Optional<KeyScheme> of(String keyType, String scheme) {
    String type = keyType.equals(OLDER_ECDSA) ? ECDSA_P256.keyType : keyType;
    for (KeyScheme known : values()) {
      if (known.keyType.equals(type) && known.scheme.equals(scheme)) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  PublicKey read(String text) throws GeneralSecurityException {
    return switch (this) {
      case ED25519 -> PublicKeyText.ed25519(text);
      case ECDSA_P256 -> PublicKeyText.p256(text);
      case RSA_PSS -> PublicKeyText.rsa(text);
    };
  }

  String write(PublicKey key) {
    return this == ED25519 ? PublicKeyText.hex(key) : PublicKeyText.pem(key);
  }

  /** The JDK's implementation, to sign or to verify with. */
  public Signature signature() throws GeneralSecurityException {
    return switch (this) {
      case ED25519 -> Signature.getInstance("Ed25519");
      case ECDSA_P256 -> Signature.getInstance("SHA256withECDSA");
      case RSA_PSS -> {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(
            new PSSParameterSpec(
                "SHA-256",
                "MGF1",
                MGF1ParameterSpec.SHA256,
                SALT_BYTES,
                PSSParameterSpec.TRAILER_FIELD_BC));
        yield signature;
      }
    };
  }
}
