package dev.catenary.proving.torture;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.DeviceReport;
import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.Zone;
import dev.catenary.uplink.Recorder;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.credential.IdentityFolder;
import dev.catenary.uplink.iot.BrokerConfig;
import dev.catenary.uplink.iot.CloudParts;
import dev.catenary.uplink.iot.CloudSession;
import dev.catenary.uplink.iot.CommandInbox;
import dev.catenary.uplink.iot.Credentials;
import dev.catenary.uplink.iot.Wishes;
import dev.catenary.uplink.spool.Proof;
import dev.catenary.uplink.spool.Receipt;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;

/** A spool of its own whose events and receipts the service's own session tells. One thread. */
final class ToldVehicle implements AutoCloseable {
  private static final int LAZ_BYTES = 200;

  private final String thing;
  private final Counters counters = new Counters();
  private final Spool spool;
  private final Recorder recorder;
  private final CloudSession session;
  private int zones;

  /**
   * @param identities with the certificate, shared by all
   */
  ToldVehicle(String thing, Path folder, Path identities, BrokerConfig broker, long seed)
      throws IOException {
    this.thing = thing;
    this.spool = Spool.open(new SpoolConfig(folder, 0), counters, InstantSource.system(), _ -> {});
    this.recorder =
        new Recorder(
            spool,
            SmallZones.encoder(LAZ_BYTES, LAZ_BYTES + 1),
            SmallZones.ORIGIN,
            counters,
            InstantSource.system());
    DeviceReport report =
        DeviceReport.newBuilder().setFormatVersion(1).setVehicle(thing).setOnline(true).build();
    this.session =
        new CloudSession(
            broker,
            new Credentials(new IdentityFolder(identities), null, null, Duration.ofDays(1)),
            new CloudParts(
                thing,
                spool.events(),
                spool.receiptTail(),
                CommandInbox.open(identities.resolveSibling(thing + "-commands"), counters),
                report,
                () -> report,
                Duration.ofHours(1),
                new NoCommands(),
                _ -> new Wishes.Verdict(false, "nobody wishes here", "all")),
            counters,
            InstantSource.system(),
            System::nanoTime,
            new Random(seed));
  }

  /** Gives the session its turn; what it did. */
  int step() throws IOException, InterruptedException {
    return session.doWork();
  }

  boolean isUp() {
    return session.state().up();
  }

  /** A violation in a zone that is still open: an event to tell. */
  void violation(Set<String> told) throws IOException {
    recorder.reportOpen(zone(Rank.CLEARANCE_VIOLATION, 0.5));
    spool.events().waiting().forEach(event -> told.add(Office.name(thing, event)));
  }

  /** A chunk that has arrived: a receipt to tell. */
  void arrival(Set<String> told) throws IOException {
    SealedChunk chunk = recorder.record(zone(Rank.CONDUCTOR, 0));
    var receipt =
        new Receipt(
            chunk.id(),
            "s3://b",
            "k",
            chunk.checksums().sha256(),
            "e",
            Proof.STORE_SHA256,
            Instant.ofEpochSecond(9));
    spool.release(chunk, receipt);
    told.add(Office.name(thing, chunk.id()));
  }

  private Zone zone(Rank rank, double severity) {
    int number = zones++;
    return SmallZones.zone(number, 10L * number + 1, 10L * number + 9, rank, severity);
  }

  /** Events that no broker has taken yet. */
  int waiting() {
    return spool.events().size();
  }

  long count(DeviceCounter counter) {
    return counters.get(counter);
  }

  @Override
  public void close() throws IOException {
    session.close();
    spool.close();
  }
}
