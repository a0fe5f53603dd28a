package dev.catenary.uplink.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.message.HostClockCorrection;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.Bench;
import dev.catenary.uplink.Zones;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.transfer.DirectoryConfig;
import dev.catenary.uplink.transfer.DirectoryStore;
import dev.catenary.uplink.transfer.ObjectKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureTimesTest {
  private static final Instant TRUE_TIME = Instant.parse("2026-11-21T03:04:05.000000007Z");
  private static final HostClockCorrection CORRECTION =
      HostClockCorrection.newBuilder()
          .setFirstHostNanos(TRUE_TIME.getEpochSecond() * 1_000_000_000L + 7)
          .setSource("GNSS")
          .build();

  @TempDir Path folder;

  @Test
  void chunkOfAClockThatBegan1970IsAskedForByItsCorrectedTime() throws IOException {
    var store = new DirectoryStore(new DirectoryConfig(folder.resolve("store")));
    try (Bench bench = new Bench(folder.resolve("spool"), store, 1_000)) {
      SealedChunk chunk = bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      SpoolFacts facts = new SpoolFacts(bench.folder);
      assertThat(facts.of(ObjectKeys.of(chunk)).orElseThrow().capturedAt())
          .isEqualTo(Instant.ofEpochSecond(10));
      bench.spool.redate(chunk, manifest -> manifest.setHostClockCorrection(CORRECTION));
      assertThat(facts.of(ObjectKeys.of(chunk)).orElseThrow().capturedAt()).isEqualTo(TRUE_TIME);
    }
  }

  @Test
  void eventOfSuchAClockLikewise() {
    ZoneEvent.Builder event = ZoneEvent.newBuilder().setFirstHostNanos(10_000_000_000L);
    assertThat(CaptureTimes.of(event.build())).isEqualTo(Instant.ofEpochSecond(10));
    event.setHostClockCorrection(CORRECTION);
    assertThat(CaptureTimes.of(event.build())).isEqualTo(TRUE_TIME);
  }
}
