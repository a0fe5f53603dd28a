package dev.catenary.uplink.iot;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.DeviceReport;
import dev.catenary.proto.message.HostTimeSpan;
import dev.catenary.proto.message.Zone;
import dev.catenary.uplink.Bench;
import dev.catenary.uplink.credential.DeviceIdentity;
import dev.catenary.uplink.credential.IdentityFolder;
import dev.catenary.uplink.credential.PrivateAuthority;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** A vehicle's session with a real broker, stepped by the test. */
final class CloudBench implements AutoCloseable {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

  final Counters counters;
  final CloudSession session;
  final List<String> asked = new ArrayList<>();
  final List<String> wished = new ArrayList<>();
  String refusedWord = "bad";

  /** Time that the session is made to believe has passed. */
  volatile long passedNanos;

  volatile DeviceReport report =
      DeviceReport.newBuilder().setFormatVersion(1).setVehicle("drone-1").setOnline(true).build();

  CloudBench(Bench bench, BrokerConfig broker, Credentials credentials) throws IOException {
    this.counters = bench.counters;
    this.session =
        new CloudSession(
            broker,
            credentials,
            new CloudParts(
                "drone-1",
                bench.spool.events(),
                bench.spool.receiptTail(),
                CommandInbox.open(bench.folder.resolveSibling("commands"), counters),
                DeviceReport.newBuilder().setFormatVersion(1).setVehicle("drone-1").build(),
                () -> report,
                Duration.ofHours(1),
                new Asked(),
                this::wish),
            counters,
            InstantSource.system(),
            () -> System.nanoTime() + passedNanos,
            new Random(1));
  }

  /** A folder that holds this identity. */
  static Credentials having(Path folder, DeviceIdentity identity) throws IOException {
    IdentityFolder identities = new IdentityFolder(folder);
    identities.stage(identity);
    identities.promote();
    return new Credentials(identities, null, null, Duration.ofDays(30));
  }

  /** Another client: what it wants to see it collects. */
  static BrokerLine peer(
      MosquittoProcess broker, PrivateAuthority authority, String name, String... filters)
      throws IOException, InterruptedException {
    BrokerLine line =
        new BrokerLine(
            broker.config(name, authority),
            name,
            authority.client(name),
            null,
            List.of(filters),
            new Counters());
    line.start();
    if (!line.await(Duration.ofSeconds(20)).up()) {
      throw new IOException("the peer did not get in: " + line.state());
    }
    return line;
  }

  /** Works until it is so. */
  void until(BooleanSupplier so) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!so.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("it did not come to be; the line is " + session.state());
      }
      if (session.doWork() == 0) {
        Thread.sleep(2);
      }
    }
  }

  long count(DeviceCounter counter) {
    return counters.get(counter);
  }

  private Wishes.Verdict wish(String json) {
    wished.add(json);
    return json.contains(refusedWord)
        ? new Wishes.Verdict(false, "found bad; expected good", "all")
        : new Wishes.Verdict(true, "", json.contains("radio") ? "radio" : "all");
  }

  @Override
  public void close() {
    session.close();
  }

  /** Writes down what was asked. */
  private final class Asked implements Commands {
    @Override
    public Answer sendRecording(String commandId, HostTimeSpan span) {
      asked.add("span " + span.getFirstHostNanos() + " " + span.getLastHostNanos());
      return Answer.accepted("2 segments");
    }

    @Override
    public Answer sendRecording(String commandId, Zone zone) {
      asked.add("zone " + zone.getColumn() + " " + zone.getRow());
      return Answer.accepted("1 segment");
    }

    @Override
    public Answer setUploadPolicy(String name) {
      asked.add("policy " + name);
      return name.equals("none") ? Answer.refused("no such policy") : Answer.done(name);
    }

    @Override
    public Answer setMission(String label) {
      asked.add("mission " + label);
      return Answer.done(label);
    }
  }
}
