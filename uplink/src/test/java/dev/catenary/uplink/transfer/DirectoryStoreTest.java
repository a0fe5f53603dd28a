package dev.catenary.uplink.transfer;

import static dev.catenary.proto.counter.DeviceCounter.PARTS_REPEATED;
import static dev.catenary.proto.counter.DeviceCounter.PARTS_UPLOADED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.Bench;
import dev.catenary.uplink.Zones;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.spool.Proof;
import dev.catenary.uplink.spool.SpoolEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest {
  @TempDir Path folder;

  @Test
  void chunkInPartsBecomesTheSameFileAlsoOverARestart() throws IOException {
    try (Bench bench = new Bench(folder.resolve("spool"), store(), 2 * (8 << 20) + 7)) {
      SealedChunk chunk = bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      byte[] laz = Files.readAllBytes(bench.folder.resolve(chunk.id() + ".laz"));
      bench.work(4);
      bench.restart(store());
      bench.drain();
      assertThat(folder.resolve("store").resolve(ObjectKeys.of(chunk))).hasBinaryContent(laz);
      assertThat(bench.count(PARTS_UPLOADED)).isEqualTo(3);
      assertThat(bench.count(PARTS_REPEATED)).isZero();
      try (var left = Files.list(folder.resolve("store/.uploads"))) {
        assertThat(left).isEmpty();
      }
    }
  }

  @Test
  void receiptRestsOnTheBytesReadBack() throws IOException {
    try (Bench bench = new Bench(folder.resolve("spool"), store(), 1_000)) {
      bench.record(Zones.zone(1, 10, Rank.OTHER));
      bench.drain();
      assertThat(((SpoolEvent.ChunkUploaded) bench.events.getLast()).receipt().proof())
          .isEqualTo(Proof.STORE_SHA256);
    }
  }

  private ObjectStore store() throws IOException {
    return new DirectoryStore(new DirectoryConfig(folder.resolve("store")));
  }
}
