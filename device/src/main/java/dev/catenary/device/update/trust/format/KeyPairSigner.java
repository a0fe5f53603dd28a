package dev.catenary.device.update.trust.format;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Signs with a private key that this process holds. */
public final class KeyPairSigner implements SigningKey {
  private final KeyScheme scheme;
  private final PrivateKey privateKey;
  private final TrustKey publicKey;

  public KeyPairSigner(KeyScheme scheme, PrivateKey privateKey, PublicKey publicKey) {
    this.scheme = scheme;
    this.privateKey = privateKey;
    this.publicKey = TrustKey.of(scheme, publicKey);
  }

  @Override
  public TrustKey publicKey() {
    return publicKey;
  }

  @Override
  public byte[] sign(byte[] bytes) throws IOException {
    try {
      Signature signature = scheme.signature();
      signature.initSign(privateKey);
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IOException("the key " + publicKey.id() + " did not sign: " + e.getMessage(), e);
    }
  }
}
