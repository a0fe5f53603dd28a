package dev.catenary.grants;

import static dev.catenary.proto.counter.DeviceCounter.EVENTS_UPLOADED;
import static dev.catenary.proto.counter.DeviceCounter.PARTS_REPEATED;
import static dev.catenary.proto.counter.DeviceCounter.PARTS_UPLOADED;
import static dev.catenary.proto.counter.DeviceCounter.UPLOAD_FAILURES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.Bench;
import dev.catenary.uplink.Zones;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.grant.GrantConfig;
import dev.catenary.uplink.grant.GrantedStore;
import dev.catenary.uplink.grant.SpoolFacts;
import dev.catenary.uplink.transfer.ObjectKeys;
import dev.catenary.uplink.transfer.S3ProxyProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vehicle's own uploader, the service in its process, and a real S3 server. */
class UploadByGrantsTest {
  private static final int THREE_PARTS = 2 * Bench.PART_BYTES + 12_345;

  /** Of all requests of one upload. */
  private static final int HEADERS_MAX = 64 << 10;

  /** Sequences of the bench are seconds of the host's clock: May and July 2024, and 2020. */
  private static final long EAST = 1_715_000_000;

  private static final long WEST = 1_720_000_000;
  private static final long NOBODY = 1_600_000_000;

  @TempDir static Path folder;
  private static Town town;
  private static GrantsProcess service;

  @TempDir Path spool;

  @BeforeAll
  static void start() throws Exception {
    town = new Town(folder);
    service = town.service();
  }

  @AfterAll
  static void stop() {
    service.close();
    town.close();
  }

  @Test
  void smallAndLargeChunksGoToTheirOwnersWithTheirManifests() throws Exception {
    try (Bench bench = bench(100_000, service, InstantSource.system())) {
      SealedChunk old = bench.record(Zones.zone(1, EAST, Rank.CONDUCTOR));
      SealedChunk fresh = bench.record(Zones.zone(2, WEST, Rank.CONDUCTOR));
      byte[] bytes = bytes(old);
      bench.drain();
      assertThat(town.store.data().resolve("east/survey").resolve(ObjectKeys.of(old)))
          .hasBinaryContent(bytes);
      assertThat(town.objects("east")).contains("survey/" + ObjectKeys.of(old) + ".manifest");
      assertThat(town.objects("west")).contains("survey/" + ObjectKeys.of(fresh));
      assertThat(bench.count(UPLOAD_FAILURES)).isZero();
    }
  }

  @Test
  void serviceKilledInMidFileCostsAtMostOnePart() throws Exception {
    try (Bench bench = bench(THREE_PARTS, service, InstantSource.system())) {
      SealedChunk chunk = bench.record(Zones.zone(3, EAST, Rank.CONDUCTOR));
      byte[] bytes = bytes(chunk);
      bench.work(4);
      assertThat(bench.count(PARTS_UPLOADED)).isEqualTo(1);
      service.kill();
      bench.work(5);
      assertThat(bench.count(UPLOAD_FAILURES)).isPositive();
      assertThat(bench.uploader.status().needsPerson()).isFalse();
      service.start();
      bench.drain();
      assertThat(bench.count(PARTS_UPLOADED)).isEqualTo(3);
      assertThat(bench.count(PARTS_REPEATED)).isLessThanOrEqualTo(1);
      assertThat(town.store.data().resolve("east/survey").resolve(ObjectKeys.of(chunk)))
          .hasBinaryContent(bytes);
    }
  }

  @Test
  void grantsThatExpireOnTheWayCostOnePartAndNoLongWait() throws Exception {
    Path other = Files.createDirectories(folder.resolve("short"));
    for (String table : new String[] {"vehicles.csv", "revoked.csv", "jwks.json"}) {
      Files.copy(folder.resolve(table), other.resolve(table));
    }
    try (SlowLine line = new SlowLine(town.store.endpoint().getPort());
        Bench bench = bench(THREE_PARTS, null, InstantSource.system())) {
      String utilities = Files.readString(folder.resolve("utilities.csv"));
      Files.writeString(
          other.resolve("utilities.csv"),
          utilities.replace("" + town.store.endpoint(), "" + line.endpoint()));
      try (GrantsProcess hasty =
          new GrantsProcess(
              other,
              town.authority,
              town.server,
              List.of("grant-life-seconds = 6"),
              S3ProxyProcess.ACCESS_KEY,
              S3ProxyProcess.SECRET_KEY)) {
        bench.restart(store(hasty, InstantSource.system()));
        SealedChunk chunk = bench.record(Zones.zone(4, EAST, Rank.CONDUCTOR));
        byte[] bytes = bytes(chunk);
        line.holdFirst("HEAD /", Duration.ofSeconds(8));
        line.holdFirst("POST /", Duration.ofSeconds(8));
        line.holdFirst("partNumber=2", Duration.ofSeconds(8));
        bench.drain();
        assertThat(Duration.ofNanos(bench.nanos)).isLessThan(Duration.ofMinutes(1));
        assertThat(bench.spool.list()).isEmpty();
        // Another grant is asked for at once, within the step; a body that is cut off is a failure.
        assertThat(bench.count(UPLOAD_FAILURES)).isLessThanOrEqualTo(1);
        assertThat(line.requestBytes.get())
            .isBetween((long) THREE_PARTS, (long) THREE_PARTS + Bench.PART_BYTES + HEADERS_MAX);
        assertThat(bench.count(PARTS_UPLOADED)).isEqualTo(3);
        assertThat(town.store.data().resolve("east/survey").resolve(ObjectKeys.of(chunk)))
            .hasBinaryContent(bytes);
      }
    }
  }

  @Test
  void restartedVehicleTakesUpTheUploadWhereItWas() throws Exception {
    try (Bench bench = bench(THREE_PARTS, service, InstantSource.system())) {
      bench.record(Zones.zone(5, EAST, Rank.CONDUCTOR));
      bench.work(5);
      assertThat(bench.count(PARTS_UPLOADED)).isEqualTo(2);
      bench.restart(store(service, InstantSource.system()));
      bench.drain();
      assertThat(bench.count(PARTS_UPLOADED)).isEqualTo(3);
      assertThat(bench.count(PARTS_REPEATED)).isZero();
    }
  }

  @Test
  void refusedChunkKeepsItsReasonWaitsAndDoesNotHoldTheOthers() throws Exception {
    try (Bench bench = bench(100_000, service, InstantSource.system())) {
      SealedChunk nobodys = bench.record(Zones.zone(6, NOBODY, Rank.CONDUCTOR));
      bench.work(20);
      assertThat(bench.uploader.status().failure()).contains("no-owner", "add a line");
      assertThat(bench.uploader.status().needsPerson()).isTrue();
      assertThat(bench.count(UPLOAD_FAILURES)).isEqualTo(1);
      SealedChunk other = bench.record(Zones.zone(7, EAST, Rank.VEGETATION));
      bench.work(20);
      assertThat(bench.spool.list()).hasSize(1);
      assertThat(bench.spool.find(nobodys.id())).isPresent();
      assertThat(town.objects("east")).contains("survey/" + ObjectKeys.of(other));
    }
  }

  @Test
  void wrongHostClockIsLearntFromTheService() throws Exception {
    InstantSource late = () -> Instant.now().minus(Duration.ofHours(30));
    try (Bench bench = bench(100_000, service, late)) {
      bench.record(Zones.zone(8, EAST, Rank.CONDUCTOR));
      bench.drain();
      assertThat(bench.spool.list()).isEmpty();
      assertThat(bench.count(UPLOAD_FAILURES)).isZero();
    }
  }

  @Test
  void laterEventTakesThePlaceOfTheEarlierOne() throws Exception {
    try (Bench bench = bench(100_000, service, InstantSource.system())) {
      for (int revision = 1; revision <= 2; revision++) {
        bench
            .spool
            .events()
            .put(
                ZoneEvent.newBuilder()
                    .setFormatVersion(1)
                    .setEventId("zone_m7_1")
                    .setRevision(revision)
                    .setVehicle("drone-1")
                    .setMission("m7")
                    .setFirstHostNanos(EAST * 1_000_000_000L)
                    .build());
        bench.work(3);
      }
      assertThat(bench.count(EVENTS_UPLOADED)).isEqualTo(2);
      assertThat(bench.count(UPLOAD_FAILURES)).isZero();
      Path object = town.store.data().resolve("east/survey/drone-1/m7/events/zone_m7_1.event");
      assertThat(ZoneEvent.parseFrom(Files.readAllBytes(object)).getRevision()).isEqualTo(2);
    }
  }

  @Test
  void chunkThatIsThereAlreadyIsNotSentAgain() throws Exception {
    try (Bench bench = bench(100_000, service, InstantSource.system())) {
      bench.record(Zones.zone(9, EAST, Rank.CONDUCTOR));
      bench.drain();
      bench.record(Zones.zone(9, EAST, Rank.CONDUCTOR));
      bench.drain();
      assertThat(bench.spool.list()).isEmpty();
      assertThat(bench.count(PARTS_UPLOADED)).isEqualTo(1);
      assertThat(bench.count(UPLOAD_FAILURES)).isZero();
    }
  }

  private Bench bench(int chunkBytes, GrantsProcess by, InstantSource clock) throws IOException {
    return new Bench(spool, by == null ? null : store(by, clock), chunkBytes);
  }

  private GrantedStore store(GrantsProcess by, InstantSource clock) {
    return new GrantedStore(
        new GrantConfig(
            by.url(),
            town.drone.certificate(),
            town.drone.key(),
            town.authority.certificate(),
            Duration.ofSeconds(20)),
        new SpoolFacts(spool),
        clock);
  }

  private byte[] bytes(SealedChunk chunk) throws IOException {
    return Files.readAllBytes(spool.resolve(chunk.id() + ".laz"));
  }
}
