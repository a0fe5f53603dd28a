package dev.catenary.uplink.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.Bench;
import dev.catenary.uplink.Zones;
import dev.catenary.uplink.transfer.DirectoryConfig;
import dev.catenary.uplink.transfer.DirectoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangedPolicyTest {
  private static final int MIB = 1 << 20;
  private static final UploadPolicy DEPOT =
      new UploadPolicy("depot", Rank.OTHER, true, 0, 0, List.of(), 1, 16 * MIB);
  private static final UploadPolicy RADIO =
      new UploadPolicy("radio", Rank.OTHER, true, 6 * MIB, 0, List.of(), 1, 5 * MIB);

  @TempDir Path folder;

  /** A chunk that goes in parts, and one that goes whole, under the first policy. */
  @ParameterizedTest
  @ValueSource(ints = {36, 12})
  void chunkBegunInLargePartsGoesOnWithinASmallBudget(int chunkMib) throws IOException {
    var store = new DirectoryStore(new DirectoryConfig(folder.resolve("store")));
    try (Bench bench = new Bench(folder.resolve("spool"), store, chunkMib * MIB)) {
      bench.uploader.gate().choose(DEPOT);
      bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      // Verified, looked for and, where it has parts, one of them sent.
      int begun = chunkMib > 16 ? 4 : 2;
      assertThat(bench.work(begun)).isEqualTo(begun);
      bench.uploader.gate().choose(RADIO);
      for (int day = 0; day < 9; day++) {
        bench.now = bench.now.plus(Duration.ofDays(1));
        bench.work(50);
        assertThat(bench.uploader.gate().spent().bytes()).isLessThanOrEqualTo(6 * MIB);
      }
      assertThat(bench.count(DeviceCounter.CHUNKS_UPLOADED)).isEqualTo(1);
    }
  }

  @Test
  void partThatFitsTheBudgetIsNotSentAgain() throws IOException {
    var store = new DirectoryStore(new DirectoryConfig(folder.resolve("store")));
    try (Bench bench = new Bench(folder.resolve("spool"), store, 36 * MIB)) {
      bench.uploader.gate().choose(DEPOT);
      bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      bench.work(4);
      var roomy = new UploadPolicy("roomy", Rank.OTHER, true, 16 * MIB, 0, List.of(), 1, 5 * MIB);
      bench.uploader.gate().choose(roomy);
      for (int day = 0; day < 3; day++) {
        bench.now = bench.now.plus(Duration.ofDays(1));
        bench.work(50);
      }
      assertThat(bench.count(DeviceCounter.CHUNKS_UPLOADED)).isEqualTo(1);
      assertThat(bench.count(DeviceCounter.PARTS_UPLOADED)).isEqualTo(3);
    }
  }
}
