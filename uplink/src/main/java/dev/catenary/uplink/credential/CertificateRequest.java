package dev.catenary.uplink.credential;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;

/**
 * A key made here, and the request for a certificate that is signed by it. The key leaves the
 * device never. Sources: RFC 2986 (PKCS #10), RFC 5758 3.2 (ecdsa-with-SHA256); AWS IoT Core takes
 * keys on the curve P-256 (Developer Guide, "X.509 client certificates").
 */
public record CertificateRequest(KeyPair keys, String pem) {
  private static final byte[] NO_UNUSED_BITS = {0};

  /** Makes a key on P-256 and a request in this name. */
  public static CertificateRequest make(String commonName) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair keys = generator.generateKeyPair();
      byte[] info = info(commonName, keys.getPublic().getEncoded());
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(info);
      byte[] request =
          Der.value(
              Der.SEQUENCE,
              info,
              Der.value(Der.SEQUENCE, Der.oid(1, 2, 840, 10_045, 4, 3, 2)),
              Der.value(Der.BIT_STRING, NO_UNUSED_BITS, signature.sign()));
      return new CertificateRequest(keys, PemText.of("CERTIFICATE REQUEST", request));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot make keys on P-256", e);
    }
  }

  private static byte[] info(String commonName, byte[] publicKey) {
    byte[] name =
        Der.value(
            Der.SEQUENCE,
            Der.value(
                Der.SET,
                Der.value(
                    Der.SEQUENCE,
                    Der.oid(2, 5, 4, 3),
                    Der.value(Der.UTF8_STRING, commonName.getBytes(StandardCharsets.UTF_8)))));
    byte[] noAttributes = Der.value(0xA0);
    return Der.value(Der.SEQUENCE, Der.zero(), name, publicKey, noAttributes);
  }

  /** Without the key, so that it gets into no log. */
  @Override
  public String toString() {
    return pem;
  }
}
