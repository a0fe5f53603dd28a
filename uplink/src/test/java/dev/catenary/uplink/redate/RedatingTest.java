package dev.catenary.uplink.redate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.ChunkManifest;
import dev.catenary.proto.message.HostClockCorrection;
import dev.catenary.proto.point.TimeQuality;
import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.Zone;
import dev.catenary.uplink.Bench;
import dev.catenary.uplink.Zones;
import dev.catenary.uplink.chunk.ManifestFile;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.transfer.DirectoryConfig;
import dev.catenary.uplink.transfer.DirectoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedatingTest {
  private static final Instant NOW = Instant.parse("2026-11-21T07:12:30Z");
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path folder;
  private Path objects;
  private Bench bench;
  private Redating redating;
  private boolean told;
  private Duration hostAhead = Duration.ZERO;
  private int columns;

  @BeforeEach
  void start() throws IOException {
    objects = folder.resolve("objects");
    bench =
        new Bench(folder.resolve("spool"), new DirectoryStore(new DirectoryConfig(objects)), 1_000);
  }

  @AfterEach
  void stop() throws IOException {
    bench.close();
  }

  private void startAt(Instant host) throws IOException {
    bench.now = host;
    redating =
        new Redating(
            bench.spool,
            new TrueTime() {
              @Override
              public boolean isTold() {
                return told;
              }

              @Override
              public long hostAheadNanos() {
                return hostAhead.toNanos();
              }
            },
            bench.counters,
            () -> bench.now,
            () -> bench.nanos);
  }

  @Test
  void zonesOfAStartIn1970AreDatedAgainWhenTheClockIsSet() throws IOException {
    startAt(Instant.ofEpochSecond(20));
    SealedChunk early = record(TimeQuality.HOST);
    byte[] laz = Files.readAllBytes(file(early, ".laz"));
    pass(Duration.ofSeconds(5));
    assertThat(manifest(early).hasHostClockCorrection()).isFalse();
    bench.now = NOW;
    pass(Duration.ofSeconds(1));
    long ahead = Duration.between(Instant.ofEpochSecond(25), NOW).toNanos();
    HostClockCorrection correction = manifest(early).getHostClockCorrection();
    assertThat(correction.getSource()).isEqualTo("HOST_STEP");
    assertThat(correction.getFirstHostNanos()).isEqualTo(early.firstHostNanos() + ahead);
    assertThat(correction.getLastHostNanos()).isEqualTo(early.lastHostNanos() + ahead);
    assertThat(correction.getGpsAheadNanos()).isEqualTo(ahead);
    assertThat(manifest(early).getFirstHostNanos()).isEqualTo(early.firstHostNanos());
    assertThat(manifest(early).getEvent().getHostClockCorrection()).isEqualTo(correction);
    assertThat(bench.count(DeviceCounter.CHUNKS_REDATED)).isEqualTo(1);

    SealedChunk late = record(TimeQuality.HOST);
    pass(Duration.ofSeconds(5));
    assertThat(manifest(late).hasHostClockCorrection()).isFalse();

    // Another start knows both chunks as they were, in the same order, and sends the same bytes.
    bench.restart(new DirectoryStore(new DirectoryConfig(objects)));
    assertThat(bench.spool.report().damaged()).isEmpty();
    assertThat(bench.spool.next(_ -> true)).contains(early);
    bench.drain();
    assertThat(stored(early, ".laz")).hasBinaryContent(laz);
    assertThat(
            ((ManifestFile.Whole) ManifestFile.read(Files.readAllBytes(stored(early, ".manifest"))))
                .manifest()
                .getHostClockCorrection())
        .isEqualTo(correction);
  }

  @Test
  void receiverDatesWhatAHostThatWasNeverSetHasWritten() throws IOException {
    startAt(Instant.ofEpochSecond(20));
    SealedChunk pulsed = record(TimeQuality.PPS_NMEA);
    SealedChunk ptp = record(TimeQuality.PTP);
    told = true;
    hostAhead = Duration.between(Instant.ofEpochSecond(21), NOW);
    pass(Duration.ofSeconds(1));
    HostClockCorrection correction = manifest(pulsed).getHostClockCorrection();
    assertThat(correction.getSource()).isEqualTo("GNSS");
    assertThat(correction.getFirstAheadNanos()).isEqualTo(hostAhead.toNanos());
    // The pulse tells the second of the hour; only the hour came from the host.
    assertThat(correction.getGpsAheadNanos() % HOUR.toNanos()).isZero();
    assertThat(hostAhead.toNanos() - correction.getGpsAheadNanos())
        .isBetween(-HOUR.toNanos() / 2, HOUR.toNanos() / 2);
    assertThat(manifest(ptp).getHostClockCorrection().getGpsAheadNanos()).isZero();

    // Then the host is set right: what was said of the chunks stays true.
    bench.now = bench.now.plus(hostAhead);
    hostAhead = Duration.ZERO;
    pass(Duration.ofSeconds(1));
    assertThat(manifest(pulsed).getHostClockCorrection()).isEqualTo(correction);
    assertThat(bench.count(DeviceCounter.CHUNKS_REDATED)).isEqualTo(2);
  }

  @Test
  void hourBackThatTheReceiverContradictsDatesOnlyWhatCameAfterIt() throws IOException {
    told = true;
    startAt(NOW);
    SealedChunk before = record(TimeQuality.HOST);
    pass(Duration.ofSeconds(10));
    bench.now = bench.now.minus(HOUR);
    hostAhead = HOUR;
    pass(Duration.ofSeconds(2));
    SealedChunk after = record(TimeQuality.HOST);
    pass(Duration.ofSeconds(2));
    assertThat(manifest(before).hasHostClockCorrection()).isFalse();
    assertThat(manifest(after).getHostClockCorrection().getFirstHostNanos())
        .isEqualTo(after.firstHostNanos() + HOUR.toNanos());
    assertThat(bench.spool.next(_ -> true)).contains(before);
  }

  @Test
  void zoneThatWasOpenOverTheStepHasBothEndsDated() throws IOException {
    startAt(Instant.ofEpochSecond(20));
    long begun = nanos(bench.now);
    pass(Duration.ofSeconds(10));
    Duration step = Duration.between(bench.now, NOW);
    bench.now = NOW;
    pass(Duration.ofSeconds(5));
    Zone zone = zone(TimeQuality.HOST);
    zone.firstHostNanos = begun;
    SealedChunk chunk = bench.record(zone);
    pass(Duration.ofSeconds(1));
    // The last datagram came by the right clock, so there is nothing to tell of it.
    assertThat(manifest(chunk).getHostClockCorrection().getFirstAheadNanos())
        .isEqualTo(step.toNanos());
    assertThat(manifest(chunk).getHostClockCorrection().getLastAheadNanos()).isZero();
  }

  @Test
  void rolloverOfTheGpsWeekIsAStepLikeAnyOther() throws IOException {
    for (String week0 : List.of("1999-08-22T00:00:00Z", "2019-04-07T00:00:00Z")) {
      startAt(Instant.parse(week0).minus(Duration.ofDays(7 * 1_024)));
      SealedChunk chunk = record(TimeQuality.HOST);
      pass(Duration.ofSeconds(3));
      bench.now = bench.now.plus(Duration.ofDays(7 * 1_024));
      pass(Duration.ofSeconds(1));
      assertThat(Duration.ofNanos(manifest(chunk).getHostClockCorrection().getLastAheadNanos()))
          .isEqualTo(Duration.ofDays(7 * 1_024));
    }
    assertThat(bench.spool.list()).hasSize(2);
  }

  private SealedChunk record(TimeQuality quality) throws IOException {
    return bench.record(zone(quality));
  }

  /** Three points that have just come, dated by the host's clock. */
  private Zone zone(TimeQuality quality) {
    columns++;
    Zone zone = Zones.zone(columns, 10L * columns, Rank.CONDUCTOR);
    zone.firstHostNanos = nanos(bench.now);
    zone.lastHostNanos = zone.firstHostNanos + 1;
    zone.timeQuality = quality;
    for (int i = 0; i < zone.size; i++) {
      // 1980-01-06 and 18 leap seconds.
      zone.gpsTimeNanos[i] = zone.firstHostNanos - (315_964_800L - 18) * 1_000_000_000L;
    }
    return zone;
  }

  private void pass(Duration time) throws IOException {
    bench.now = bench.now.plus(time);
    bench.pass(time);
    redating.doWork();
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }

  private Path file(SealedChunk chunk, String ending) {
    return bench.folder.resolve(chunk.id() + ending);
  }

  private Path stored(SealedChunk chunk, String ending) throws IOException {
    try (var files = Files.walk(objects)) {
      return files
          .filter(each -> each.toString().contains(chunk.id()) && each.toString().endsWith(ending))
          .findFirst()
          .orElseThrow();
    }
  }

  private ChunkManifest manifest(SealedChunk chunk) throws IOException {
    return ((ManifestFile.Whole) ManifestFile.read(Files.readAllBytes(file(chunk, ".manifest"))))
        .manifest();
  }
}
