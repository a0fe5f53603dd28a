package dev.catenary.uplink.grant;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates and keys as PEM.
 *
 * <p>Sources: RFC 7468 (PEM), RFC 5958 (PKCS #8), RFC 8017 A.1.2 (PKCS #1).
 */
final class PemFiles {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN (RSA )?PRIVATE KEY-----([^-]+)-----END (?:RSA )?PRIVATE KEY");

  /** PKCS #8 before an RSA key: version 0, and the algorithm rsaEncryption without parameters. */
  private static final byte[] RSA_HEAD =
      HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;

  private PemFiles() {}

  /** All certificates of a file, at least one. */
  static List<Certificate> certificates(Path file) throws IOException {
    try {
      var found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
      if (!found.isEmpty()) {
        return List.copyOf(found);
      }
    } catch (CertificateException e) {
      throw new IOException(unusable("'" + e.getMessage() + "'", file, "certificates as PEM"), e);
    }
    throw new IOException(unusable("no certificate", file, "certificates as PEM"));
  }

  /** The private key of a file, RSA or elliptic curve. */
  static PrivateKey privateKey(Path file) throws IOException {
    Matcher pem = KEY.matcher(Files.readString(file));
    if (pem.find()) {
      byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
      var spec = new PKCS8EncodedKeySpec(pem.group(1) == null ? der : ofRsa(der));
      for (String algorithm : List.of("EC", "RSA")) {
        try {
          return KeyFactory.getInstance(algorithm).generatePrivate(spec);
        } catch (GeneralSecurityException e) {
          // The other kind, then.
        }
      }
    }
    throw new IOException(
        unusable("no key", file, "an unencrypted RSA or EC key between BEGIN PRIVATE KEY lines"));
  }

  private static String unusable(String found, Path file, String expected) {
    return "found "
        + found
        + " in "
        + file
        + "; expected "
        + expected
        + "; cure: provision this vehicle again, or correct upload.grants";
  }

  private static byte[] ofRsa(byte[] pkcs1) {
    byte[] octets = tagged(OCTET_STRING, pkcs1);
    byte[] content =
        ByteBuffer.allocate(RSA_HEAD.length + octets.length).put(RSA_HEAD).put(octets).array();
    return tagged(SEQUENCE, content);
  }

  /** Tag, length in two bytes, content: an RSA key is longer than one byte tells. */
  private static byte[] tagged(int tag, byte[] content) {
    return ByteBuffer.allocate(content.length + 4)
        .put((byte) tag)
        .put((byte) 0x82)
        .putShort((short) content.length)
        .put(content)
        .array();
  }
}
