package dev.catenary.grants.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys as PEM (RFC 7468). */
public final class PemFiles {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  private PemFiles() {}

  /** All certificates of a file. */
  public static List<X509Certificate> certificates(Path file) throws IOException {
    try {
      return certificates(Files.readString(file));
    } catch (CertificateException e) {
      throw new IOException(
          "found '" + e.getMessage() + "' in " + file + "; expected certificates as PEM", e);
    }
  }

  /** All certificates of a text, at least one. */
  public static List<X509Certificate> certificates(String pem) throws CertificateException {
    var found =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    if (found.isEmpty()) {
      throw new CertificateException("no certificate");
    }
    return found.stream().map(X509Certificate.class::cast).toList();
  }

  /** The private key of a file, RSA or elliptic curve, as PKCS #8. */
  public static PrivateKey privateKey(Path file) throws IOException {
    Matcher pem = KEY.matcher(Files.readString(file));
    if (pem.find()) {
      var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
      for (String algorithm : List.of("EC", "RSA")) {
        try {
          return KeyFactory.getInstance(algorithm).generatePrivate(spec);
        } catch (GeneralSecurityException e) {
          // The other kind, then.
        }
      }
    }
    throw new IOException(
        "found no key in "
            + file
            + "; expected an RSA or EC key between BEGIN PRIVATE KEY lines; cure: openssl pkcs8"
            + " -topk8 -nocrypt");
  }
}
