package dev.catenary.device.page.access;

import dev.catenary.device.durable.WholeFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
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
  /**
   * Browsers take no longer from an authority; ours is its own, and the board may lie for years.
   */
  private static final Duration GOOD_FOR = Duration.ofDays(3_650);

  /** A board without a clock may be set back to its last shutdown. */
  private static final Duration GOOD_BEFORE = Duration.ofDays(30);

  public DeviceCertificate {
    chain = List.copyOf(chain);
  }

  /**
   * Reads certificate and key; where neither file is there, makes both: the key for its owner
   * alone.
   *
   * @param deviceName for the certificate that is made
   * @param hostNames as well
   */
  public static DeviceCertificate ofFiles(
      Path certificate, Path key, String deviceName, List<String> hostNames, Instant now)
      throws IOException {
    try {
      if (!Files.exists(certificate) && !Files.exists(key)) {
        make(certificate, key, deviceName, hostNames, now);
      }
      return read(certificate, key);
    } catch (GeneralSecurityException | IOException e) {
      throw new IOException(
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
  }

  /** Fingerprint that people compare when the browser does not know the certificate. */
  public String fingerprint() throws GeneralSecurityException {
    return HexFormat.ofDelimiter(":")
        .withUpperCase()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(chain.getFirst().getEncoded()));
  }

  private static DeviceCertificate read(Path certificate, Path key)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = new ArrayList<>();
    for (var each :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(certificate)))) {
      chain.add((X509Certificate) each);
    }
    if (chain.isEmpty()) {
      throw new IOException("no certificate in " + certificate);
    }
    String algorithm = chain.getFirst().getPublicKey().getAlgorithm();
    byte[] pkcs8 = Pem.read(Files.readString(key), "PRIVATE KEY");
    return new DeviceCertificate(
        KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)), chain);
  }

  private static void make(
      Path certificate, Path key, String deviceName, List<String> hostNames, Instant now)
      throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair keys = generator.generateKeyPair();
    X509Certificate made =
        SelfSigned.of(
            keys, deviceName, hostNames, addresses(), now.minus(GOOD_BEFORE), now.plus(GOOD_FOR));
    WholeFile.write(
        key,
        Pem.text("PRIVATE KEY", keys.getPrivate().getEncoded()),
        PosixFilePermissions.fromString("rw-------"));
    WholeFile.write(
        certificate,
        Pem.text("CERTIFICATE", made.getEncoded()),
        PosixFilePermissions.fromString("rw-r--r--"));
    Logger.info("made a certificate of our own for the page: {}", certificate);
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
