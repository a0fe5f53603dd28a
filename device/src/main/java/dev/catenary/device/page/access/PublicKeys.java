package dev.catenary.device.page.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;

/** Public keys in their text forms, without the library that the token library would want. */
final class PublicKeys {
  private PublicKeys() {}

  /** The key of a PEM text, named by its thumbprint. */
  static JWK jwk(String pem) throws IOException, GeneralSecurityException, JOSEException {
    PublicKey key =
        pem.contains("-----BEGIN CERTIFICATE-----")
            ? CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                .getPublicKey()
            : spki(Pem.read(pem, "PUBLIC KEY"));
    return switch (key) {
      case ECPublicKey ec ->
          new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec)
              .keyUse(KeyUse.SIGNATURE)
              .keyIDFromThumbprint()
              .build();
      case RSAPublicKey rsa ->
          new RSAKey.Builder(rsa).keyUse(KeyUse.SIGNATURE).keyIDFromThumbprint().build();
      default -> throw new IOException("a key of kind " + key.getAlgorithm());
    };
  }

  private static PublicKey spki(byte[] der) throws GeneralSecurityException, IOException {
    for (String algorithm : List.of("EC", "RSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
      } catch (InvalidKeySpecException e) {
        // Of the other kind, or of neither.
      }
    }
    throw new IOException("neither an EC nor an RSA key");
  }
}
