package dev.catenary.device.page.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceCertificateTest {
  /** Apple's support article 103769: TLS server certificates must be good for 825 days or fewer. */
  private static final Duration MOST = Duration.ofDays(825);

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir private Path folder;
  private Path certificate;
  private Path key;

  @BeforeEach
  void files() {
    certificate = folder.resolve("page/certificate.pem");
    key = folder.resolve("page/key.pem");
  }

  private DeviceCertificate at(Instant now) throws Exception {
    return DeviceCertificate.ofFiles(certificate, key, "ute-7", List.of("ute-7.local"), now);
  }

  private static X509Certificate own(DeviceCertificate shown) {
    return shown.chain().getFirst();
  }

  @Test
  void itIsGoodForNoLongerThanPhonesTakeIt() throws Exception {
    X509Certificate own = own(at(NOW));
    Duration life = Duration.between(own.getNotBefore().toInstant(), own.getNotAfter().toInstant());
    assertThat(life).isLessThanOrEqualTo(MOST).isGreaterThan(Duration.ofDays(700));
    assertThat(own.getNotBefore().toInstant()).isBefore(NOW);
  }

  @Test
  void aBoardWithoutAClockDatesNoneBeforeTheBuild() throws Exception {
    X509Certificate own = own(at(Instant.EPOCH));
    assertThat(own.getNotBefore().toInstant()).isEqualTo(BuildDate.instant());
    assertThat(BuildDate.instant()).isAfterOrEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Test
  void itIsRenewedForTheSameKeyBeforeItEnds() throws Exception {
    DeviceCertificate first = at(NOW);
    Instant end = own(first).getNotAfter().toInstant();
    assertThat(at(end.minus(Duration.ofDays(31))).fingerprint()).isEqualTo(first.fingerprint());
    String before = Files.readString(certificate);
    DeviceCertificate next = at(end.minus(Duration.ofDays(29)));
    assertThat(next.fingerprint()).isNotEqualTo(first.fingerprint());
    assertThat(own(next).getPublicKey()).isEqualTo(own(first).getPublicKey());
    assertThat(own(next).getNotAfter().toInstant()).isAfter(end.plus(Duration.ofDays(700)));
    assertThat(Files.readString(certificate.resolveSibling("certificate.pem.previous")))
        .isEqualTo(before);
  }

  /** As older builds made them, for ten years. */
  @Test
  void oneThatIsForTooLongIsRenewed() throws Exception {
    DeviceCertificate first = at(NOW);
    KeyPair keys = new KeyPair(own(first).getPublicKey(), first.key());
    write(keys, "ute-7", NOW.plus(Duration.ofDays(3_650)));
    X509Certificate now = own(at(NOW));
    assertThat(Duration.between(NOW, now.getNotAfter().toInstant())).isLessThan(MOST);
  }

  @Test
  void oneThatAPersonHasPutThereStays() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair keys = generator.generateKeyPair();
    Files.createDirectories(folder.resolve("page"));
    Files.writeString(key, Pem.text("PRIVATE KEY", keys.getPrivate().getEncoded()));
    write(keys, "Our workshop", NOW.plus(Duration.ofDays(3_650)));
    String before = Files.readString(certificate);
    assertThat(at(NOW).isSelfSigned()).isTrue();
    assertThat(Files.readString(certificate)).isEqualTo(before);
  }

  private void write(KeyPair keys, String name, Instant until) throws Exception {
    X509Certificate made =
        SelfSigned.of(
            keys, name, List.of(), List.<InetAddress>of(), NOW.minus(Duration.ofDays(1)), until);
    Files.writeString(certificate, Pem.text("CERTIFICATE", made.getEncoded()));
  }
}
