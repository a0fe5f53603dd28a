package dev.catenary.uplink.credential;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Identity of this device: a certificate with the key that belongs to it, proven to belong.
 *
 * @param chain the device's certificate first
 */
public record DeviceIdentity(List<X509Certificate> chain, PrivateKey key) {
  private static final byte[] PROOF = {1, 2, 3};

  public DeviceIdentity {
    chain = List.copyOf(chain);
  }

  /** The device's own certificate. */
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /** The common name that the certificate speaks for; empty when it has none. */
  public String commonName() {
    for (String part : certificate().getSubjectX500Principal().getName().split(",")) {
      if (part.startsWith("CN=")) {
        return part.substring(3);
      }
    }
    return "";
  }

  /** The last moment at which the device's own certificate holds. */
  public Instant goodUntil() {
    return certificate().getNotAfter().toInstant();
  }

  /** The whole chain as PEM, the device's certificate first. */
  public String certificatePem() {
    return chain.stream().map(DeviceIdentity::pem).collect(Collectors.joining());
  }

  private static String pem(X509Certificate certificate) {
    try {
      return PemText.of("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
  }

  /** The private key as PEM, PKCS #8, unencrypted: for the TLS library alone. */
  public String keyPem() {
    return PemText.of("PRIVATE KEY", key.getEncoded());
  }

  /** Without the key, so that it gets into no log. */
  @Override
  public String toString() {
    return certificate().getSubjectX500Principal().getName() + " until " + goodUntil();
  }

  /**
   * Reads certificate and key, in any order.
   *
   * @param name of where it comes from, for messages
   * @throws IOException when they are not there, cannot be read, or do not belong together
   */
  public static DeviceIdentity parse(String name, String pem) throws IOException {
    List<X509Certificate> chain = new ArrayList<>();
    PrivateKey key = null;
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (PemText.Block block : PemText.parse(pem)) {
        switch (block.label()) {
          case "CERTIFICATE" ->
              chain.add((X509Certificate) factory.generateCertificate(block.bytes().newInput()));
          case "PRIVATE KEY" -> key = key(block.bytes().toByteArray());
          case "RSA PRIVATE KEY" -> key = key(pkcs8OfRsa(block.bytes().toByteArray()));
          case "EC PRIVATE KEY" ->
              throw refused(
                  name,
                  "a key in SEC 1 form",
                  "convert it: openssl pkcs8 -topk8 -nodes -in KEY",
                  null);
          default -> {}
        }
      }
    } catch (GeneralSecurityException e) {
      throw refused(name, "what cannot be read: " + e.getMessage(), "install it again", e);
    }
    if (chain.isEmpty() || key == null) {
      throw refused(
          name,
          chain.size() + " certificates and " + (key == null ? "no key" : "a key"),
          "put the PEM of both into it, the key as PKCS #8",
          null);
    }
    if (!belongTogether(chain.getFirst(), key)) {
      throw refused(
          name, "a key that is not the certificate's", "install the pair that belongs", null);
    }
    return new DeviceIdentity(chain, key);
  }

  /** The same of a key that is here already. */
  public static DeviceIdentity of(String name, String certificatePem, PrivateKey key)
      throws IOException {
    return parse(name, certificatePem + PemText.of("PRIVATE KEY", key.getEncoded()));
  }

  private static IOException refused(
      String name, String found, String cure, @Nullable Exception cause) {
    return new IOException(
        "found in "
            + name
            + " "
            + found
            + "; expected this device's certificate and its key; cure: "
            + cure,
        cause);
  }

  private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8);
    try {
      return KeyFactory.getInstance("EC").generatePrivate(spec);
    } catch (GeneralSecurityException e) {
      return KeyFactory.getInstance("RSA").generatePrivate(spec);
    }
  }

  /** PKCS #1 as AWS hands it out, in the envelope of PKCS #8 (RFC 5958, RFC 8017 A.1). */
  private static byte[] pkcs8OfRsa(byte[] pkcs1) {
    return Der.value(
        Der.SEQUENCE,
        Der.zero(),
        Der.value(Der.SEQUENCE, Der.oid(1, 2, 840, 113_549, 1, 1, 1), Der.value(Der.NULL)),
        Der.value(Der.OCTET_STRING, pkcs1));
  }

  private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
    try {
      Signature signature =
          Signature.getInstance(
              key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
      signature.initSign(key);
      signature.update(PROOF);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(PROOF);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
