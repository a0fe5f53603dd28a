package dev.catenary.release.key;

import dev.catenary.device.update.trust.format.KeyScheme;
import dev.catenary.device.update.trust.format.SigningKey;
import dev.catenary.device.update.trust.format.TrustKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.cert.Certificate;

/**
 * A P-256 key that stays in a PKCS#11 token. The token holds a certificate beside it, by which its
 * public half is found.
 */
final class TokenKey implements SigningKey {
  private final Provider provider;
  private final PrivateKey privateKey;
  private final TrustKey publicKey;

  private TokenKey(Provider provider, PrivateKey privateKey, TrustKey publicKey) {
    this.provider = provider;
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /**
   * Opens one.
   *
   * @param configuration of SunPKCS11: name, library, slot
   * @param alias the key's label in the token
   */
  static SigningKey open(Path configuration, String alias, char[] pin) throws IOException {
    try {
      Provider provider =
          Security.getProvider("SunPKCS11").configure(configuration.toAbsolutePath().toString());
      KeyStore token = KeyStore.getInstance("PKCS11", provider);
      token.load(null, pin);
      Certificate certificate = token.getCertificate(alias);
      if (!(token.getKey(alias, null) instanceof PrivateKey key) || certificate == null) {
        throw new IOException(
            "found no private key with a certificate under the label "
                + alias
                + " in the token; cure: keytool -genkeypair -keystore NONE -storetype PKCS11");
      }
      return new TokenKey(
          provider, key, TrustKey.of(KeyScheme.ECDSA_P256, certificate.getPublicKey()));
    } catch (GeneralSecurityException e) {
      throw new IOException("the token did not open: " + e.getMessage(), e);
    }
  }

  @Override
  public TrustKey publicKey() {
    return publicKey;
  }

  @Override
  public byte[] sign(byte[] bytes) throws IOException {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA", provider);
      signature.initSign(privateKey);
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IOException("the token did not sign: " + e.getMessage(), e);
    }
  }
}
