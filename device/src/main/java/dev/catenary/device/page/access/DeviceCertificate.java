package dev.catenary.device.page.access;

import dev.catenary.durable.SmallFile;
import dev.catenary.durable.WholeFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SignatureException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.tinylog.Logger;

/**
 * Certificate chain of the device, with its key.
 *
 * @param chain the device's own first
 */
public record DeviceCertificate(PrivateKey key, List<X509Certificate> chain) {
  /** Apple's platforms take a certificate of nobody's authority for 825 days at most. */
  private static final Duration GOOD_FOR = Duration.ofDays(825).minusSeconds(1);

  /** A board without a clock may be set back to its last shutdown. */
  private static final Duration GOOD_BEFORE = Duration.ofDays(30);

  private static final Duration RENEWED_BEFORE = Duration.ofDays(30);

  public DeviceCertificate {
    chain = List.copyOf(chain);
  }

  /**
   * Reads certificate and key. Where neither file is there, makes both: the key for its owner
   * alone. A certificate that was made so is made anew, for the same key, before it ends.
   *
   * @param deviceName for the certificate that is made
   * @param hostNames as well
   */
  public static DeviceCertificate ofFiles(
      Path certificate, Path key, String deviceName, List<String> hostNames, Instant now)
      throws IOException {
    try {
      if (!Files.exists(certificate) && !Files.exists(key)) {
        KeyPair keys = keyPair();
        WholeFile.write(
            key,
            Pem.text("PRIVATE KEY", keys.getPrivate().getEncoded()),
            PosixFilePermissions.fromString("rw-------"));
        make(certificate, keys, deviceName, hostNames, now);
        return readFiles(certificate, key);
      }
      DeviceCertificate read = readFiles(certificate, key);
      if (!read.isMadeFor(deviceName) || !read.isDue(now)) {
        return read;
      }
      Files.copy(
          certificate,
          certificate.resolveSibling(certificate.getFileName() + ".previous"),
          StandardCopyOption.REPLACE_EXISTING);
      KeyPair keys = new KeyPair(read.chain.getFirst().getPublicKey(), read.key);
      make(certificate, keys, deviceName, hostNames, now);
      return readFiles(certificate, key);
    } catch (GeneralSecurityException | IOException e) {
      throw unusable(certificate, key, e);
    }
  }

  /** Reads certificate and key, and makes neither. */
  public static DeviceCertificate read(Path certificate, Path key) throws IOException {
    try {
      return readFiles(certificate, key);
    } catch (GeneralSecurityException | IOException e) {
      throw unusable(certificate, key, e);
    }
  }

  private static IOException unusable(Path certificate, Path key, Exception e) {
    return new IOException(
        "found the page's certificate "
            + certificate
            + " or its key "
            + key
            + " unusable ("
            + e.getMessage()
            + "); expected both as PEM, the key as PKCS #8; cure: correct page.certificate and"
            + " page.key, or remove both files to have new ones made",
        e);
  }

  /** True when no authority stands behind it. */
  public boolean isSelfSigned() {
    X509Certificate own = chain.getFirst();
    return own.getIssuerX500Principal().equals(own.getSubjectX500Principal());
  }

  /** True when it is such a one as is made here: of that name alone, signed by its own key. */
  private boolean isMadeFor(String deviceName) throws GeneralSecurityException {
    X509Certificate own = chain.getFirst();
    if (chain.size() != 1
        || !isSelfSigned()
        || !own.getPublicKey().getAlgorithm().equals("EC")
        || !own.getSubjectX500Principal().equals(SelfSigned.subject(deviceName))) {
      return false;
    }
    try {
      own.verify(own.getPublicKey());
      return true;
    } catch (SignatureException e) {
      return false;
    }
  }

  /** True when it ends soon, has not begun, or is for longer than phones take it. */
  private boolean isDue(Instant told) {
    Instant now = BuildDate.orLater(told);
    Instant from = chain.getFirst().getNotBefore().toInstant();
    Instant until = chain.getFirst().getNotAfter().toInstant();
    return now.isAfter(until.minus(RENEWED_BEFORE))
        || now.isBefore(from)
        || Duration.between(from, until).compareTo(GOOD_FOR) > 0;
  }

  /** When it ends. */
  public Instant until() {
    return chain.getFirst().getNotAfter().toInstant();
  }

  /** The certificate alone, as people install it. */
  public String pem() throws GeneralSecurityException {
    return Pem.text("CERTIFICATE", chain.getFirst().getEncoded());
  }

  /** Fingerprint that people compare when the browser does not know the certificate. */
  public String fingerprint() throws GeneralSecurityException {
    return HexFormat.ofDelimiter(":")
        .withUpperCase()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(chain.getFirst().getEncoded()));
  }

  private static DeviceCertificate readFiles(Path certificate, Path key)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = new ArrayList<>();
    for (var each :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(SmallFile.bytes(certificate, SmallFile.KEYS_BYTES_MAX)))) {
      chain.add((X509Certificate) each);
    }
    if (chain.isEmpty()) {
      throw new IOException("no certificate in " + certificate);
    }
    String algorithm = chain.getFirst().getPublicKey().getAlgorithm();
    byte[] pkcs8 = Pem.read(SmallFile.keys(key), "PRIVATE KEY");
    return new DeviceCertificate(
        KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)), chain);
  }

  private static KeyPair keyPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static void make(
      Path certificate, KeyPair keys, String deviceName, List<String> hostNames, Instant told)
      throws IOException, GeneralSecurityException {
    Instant from = BuildDate.orLater(BuildDate.orLater(told).minus(GOOD_BEFORE));
    X509Certificate made =
        SelfSigned.of(keys, deviceName, hostNames, addresses(), from, from.plus(GOOD_FOR));
    WholeFile.write(
        certificate,
        Pem.text("CERTIFICATE", made.getEncoded()),
        PosixFilePermissions.fromString("rw-r--r--"));
    Logger.info(
        "made a certificate of our own for the page: {}, good until {}",
        certificate,
        made.getNotAfter().toInstant());
  }

  private static List<InetAddress> addresses() throws IOException {
    List<InetAddress> all = new ArrayList<>();
    for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(network.getInetAddresses())) {
        if (!address.isLinkLocalAddress()) {
          all.add(address);
        }
      }
    }
    return all;
  }
}
