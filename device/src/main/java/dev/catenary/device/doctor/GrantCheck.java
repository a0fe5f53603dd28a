package dev.catenary.device.doctor;

import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.grant.GrantConfig;
import dev.catenary.uplink.transfer.ObjectStore;
import dev.catenary.uplink.transfer.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The vehicle's own certificate, then an upload by grants that is begun and abandoned, which proves
 * the service, this vehicle's standing there and the store behind it without leaving an object.
 */
public final class GrantCheck implements Check {
  private static final Duration RENEW_BEFORE = Duration.ofDays(14);

  private final GrantConfig config;
  private final ObjectStore store;
  private final String key;
  private final InstantSource clock;

  /**
   * @param key under which nothing will be stored, below the vehicle's own prefix
   */
  public GrantCheck(GrantConfig config, ObjectStore store, String key, InstantSource clock) {
    this.config = config;
    this.store = store;
    this.key = key;
    this.clock = clock;
  }

  @Override
  public List<Diagnosis> look() throws IOException {
    List<Diagnosis> all = new ArrayList<>();
    all.add(certificate());
    all.add(grant());
    return all;
  }

  private Diagnosis certificate() {
    String expected = "this vehicle's own, good for two weeks";
    String cure = "Provision the vehicle again, or correct upload.grants.certificate.";
    try (InputStream in = Files.newInputStream(config.certificate())) {
      var own = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      Instant end = own.getNotAfter().toInstant();
      String found = own.getSubjectX500Principal() + " until " + end;
      if (end.isBefore(clock.instant())) {
        return Diagnosis.bad("certificate", found, expected, cure);
      }
      return end.minus(RENEW_BEFORE).isBefore(clock.instant())
          ? Diagnosis.doubtful("certificate", found, expected, cure)
          : Diagnosis.good("certificate", found, expected);
    } catch (IOException | CertificateException e) {
      return Diagnosis.bad("certificate", config.certificate() + ": " + e, expected, cure);
    }
  }

  private Diagnosis grant() {
    String expected = "the right to send below this vehicle's prefix";
    try {
      String upload = store.begin(key, Checksums.of(ByteBuffer.allocate(0)));
      store.abandon(key, upload);
      return Diagnosis.good("grants", "an upload was begun and abandoned", expected);
    } catch (StoreException e) {
      return Diagnosis.bad(
          "grants",
          String.valueOf(e.getMessage()),
          expected,
          "Do as the reason says; chunks wait in the spool meanwhile.");
    }
  }
}
