package dev.catenary.uplink.transfer;

import static dev.catenary.proto.counter.DeviceCounter.CHUNKS_UPLOADED;
import static dev.catenary.proto.counter.DeviceCounter.PARTS_REPEATED;
import static dev.catenary.proto.counter.DeviceCounter.PARTS_UPLOADED;
import static dev.catenary.proto.counter.DeviceCounter.UPLOAD_FAILURES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.Zone;
import dev.catenary.uplink.Bench;
import dev.catenary.uplink.Zones;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.spool.SpoolEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A host whose clock is wrong or steps, and a real S3 server that checks the time of signatures.
 */
class WrongClockTest {
  private static final int TWO_PARTS = Bench.PART_BYTES + 12_345;

  @TempDir static Path serverFolder;
  private static S3ProxyProcess server;

  @TempDir Path folder;
  private Duration off = Duration.ZERO;

  @BeforeAll
  static void start() throws Exception {
    server = new S3ProxyProcess(serverFolder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void storeIsSpokenToByItsOwnTimeWhateverTheHostsIs() throws IOException {
    List<Duration> clocks =
        List.of(
            Duration.between(Instant.now(), Instant.EPOCH),
            Duration.ofHours(-1),
            Duration.ofMinutes(20),
            Duration.ofDays(400));
    for (Duration clock : clocks) {
      off = clock;
      try (Bench bench = new Bench(folder.resolve("" + clock), store("wrong"), 50_000)) {
        bench.record(Zones.zone((int) clock.toHours() & 0xFFFF, 10, Rank.CONDUCTOR));
        bench.work(100);
        assertThat(bench.count(CHUNKS_UPLOADED)).as("" + clock).isEqualTo(1);
        assertThat(bench.count(UPLOAD_FAILURES)).as("" + clock).isZero();
        assertThat(bench.count(PARTS_REPEATED)).isZero();
      }
    }
  }

  @Test
  void clockThatStepsInMidFileCostsNoPart() throws IOException {
    try (Bench bench = new Bench(folder, store("steps"), TWO_PARTS)) {
      bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      off = Duration.between(Instant.now(), Instant.EPOCH);
      bench.work(4);
      assertThat(bench.count(PARTS_UPLOADED)).isEqualTo(1);
      off = Duration.ZERO;
      bench.drain();
      assertThat(bench.count(PARTS_UPLOADED)).isEqualTo(2);
      assertThat(bench.count(CHUNKS_UPLOADED)).isEqualTo(1);
    }
  }

  @Test
  void orderIsThatOfSealingWhateverTheClockDidAndNothingExpires() throws IOException {
    Instant now = Instant.parse("2026-11-21T12:00:00Z");
    List<Instant> clock =
        List.of(
            Instant.EPOCH,
            now,
            now.minus(Duration.ofHours(1)),
            // GPS week 0 of the first, and of the second rollover.
            Instant.parse("1980-01-06T00:00:00Z"),
            Instant.parse("2019-04-07T00:00:00Z"),
            now.plus(Duration.ofDays(20_000)),
            now);
    List<SealedChunk> sealed = new ArrayList<>();
    try (Bench bench = new Bench(folder, store("order"), 1_000)) {
      for (Instant at : clock) {
        bench.now = at;
        Zone zone = Zones.zone(sealed.size(), 10, Rank.CONDUCTOR);
        zone.firstHostNanos = at.getEpochSecond() * 1_000_000_000;
        zone.lastHostNanos = zone.firstHostNanos + 1;
        sealed.add(bench.record(zone));
        bench.restart(store("order"));
        assertThat(bench.spool.list()).hasSameSizeAs(sealed);
      }
      bench.drain();
      assertThat(
              bench.events.stream()
                  .filter(SpoolEvent.ChunkUploaded.class::isInstance)
                  .map(event -> ((SpoolEvent.ChunkUploaded) event).chunk()))
          .containsExactlyElementsOf(sealed);
      assertThat(sealed).extracting(SealedChunk::sealNumber).isSorted().doesNotHaveDuplicates();
    }
  }

  private ObjectStore store(String bucket) throws IOException {
    server.makeBucket(bucket);
    return new S3Store(server.config(bucket), () -> Instant.now().plus(off));
  }
}
