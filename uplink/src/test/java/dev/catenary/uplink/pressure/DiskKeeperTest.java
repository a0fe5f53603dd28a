package dev.catenary.uplink.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.Zone;
import dev.catenary.uplink.Bench;
import dev.catenary.uplink.Recorder;
import dev.catenary.uplink.Zones;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.overview.ZoneThinner;
import dev.catenary.uplink.spool.SpoolEvent;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskKeeperTest {
  private static final int WHOLE = 400_000;
  private static final int OVERVIEW = 4_000;

  @TempDir Path folder;

  @Test
  void rawGoesFirstThenRankFourThenRankThreeAndNeverAWireOrAPole() throws Exception {
    try (SmallDisk disk = new SmallDisk(folder.resolve("disk"), "size=8m");
        Bench bench = new Bench(folder.resolve("disk/spool"), null, WHOLE)) {
      List<Long> askedBefore = new ArrayList<>();
      long[] rawSegments = {2};
      DiskKeeper keeper =
          new DiskKeeper(
              bench.spool,
              oldest -> {
                askedBefore.add(oldest);
                return rawSegments[0]-- > 0 ? 1 : 0;
              },
              4 << 20,
              () -> bench.nanos);
      for (Rank rank : Rank.values()) {
        for (int i = 0; i < 2; i++) {
          record(bench, 10 * rank.ordinal() + i, rank);
        }
      }
      look(bench, keeper);
      // Wholes of 4 MB, ballast and overviews on 8 MiB: one more than the margin allows.
      assertThat(askedBefore).startsWith(100L, 100L, 100L);
      assertThat(givenUp(bench)).isNotEmpty().allMatch(chunk -> chunk.rank() == Rank.OTHER);
      assertThat(givenUp(bench).getFirst().zone().column()).isEqualTo(41);
      assertThat(keeper.state().level()).isEqualTo(DiskState.Level.GIVING_UP);
      look(bench, keeper);
      assertThat(keeper.state().level()).isEqualTo(DiskState.Level.WELL);

      Path filler = disk.fill();
      look(bench, keeper);
      assertThat(givenUp(bench).stream().map(SealedChunk::rank))
          .containsExactly(Rank.OTHER, Rank.OTHER, Rank.VEGETATION, Rank.VEGETATION);
      assertThat(bench.count(DeviceCounter.CHUNKS_GIVEN_UP)).isEqualTo(4);
      assertThat(bench.count(DeviceCounter.POINTS_GIVEN_UP)).isEqualTo(4 * 9_000);
      assertThat(bench.spool.list().stream().filter(entry -> !entry.chunk().overview()))
          .hasSize(6)
          .allMatch(entry -> entry.chunk().rank().compareTo(Rank.POLE_OR_TOWER) <= 0);
      assertThat(Files.readAllLines(folder.resolve("disk/spool/given-up.log"))).isNotEmpty();

      disk.fill();
      look(bench, keeper);
      assertThat(keeper.state().level()).isEqualTo(DiskState.Level.FULL);
      assertThat(keeper.state().sentence()).contains("capture loses zones until");
      Files.delete(filler);
      look(bench, keeper);
      assertThat(keeper.state().level()).isEqualTo(DiskState.Level.WELL);
    }
  }

  @Test
  void diskWithRoomButWithoutInodesThinsWholeZonesAndSaysSo() throws Exception {
    try (SmallDisk disk = new SmallDisk(folder.resolve("disk"), "size=64m,nr_inodes=80");
        Bench bench = new Bench(folder.resolve("disk/spool"), null, WHOLE)) {
      DiskKeeper keeper = new DiskKeeper(bench.spool, RawJournal.NONE, 4 << 20, () -> bench.nanos);
      record(bench, 10, Rank.CONDUCTOR);
      record(bench, 40, Rank.OTHER);
      record(bench, 41, Rank.OTHER);
      look(bench, keeper);
      int taken = disk.takeInodes();
      for (int second = 0; second < 6; second++) {
        look(bench, keeper);
      }
      assertThat(givenUp(bench))
          .extracting(SealedChunk::rank)
          .containsExactly(Rank.OTHER, Rank.OTHER);
      assertThat(Files.readAllLines(folder.resolve("disk/spool/given-up.log"))).hasSize(2);
      record(bench, 11, Rank.CONDUCTOR);
      for (int second = 0; second < 6; second++) {
        look(bench, keeper);
      }
      assertThat(keeper.state().level()).isEqualTo(DiskState.Level.FULL);
      assertThat(keeper.state().sentence()).contains("takes no new file").contains("df -i");
      disk.giveInodesBack(taken);
      look(bench, keeper);
      assertThat(keeper.state().level()).isEqualTo(DiskState.Level.WELL);
    }
  }

  @Test
  void chunkWithoutAnOverviewIsNotGivenUp() throws Exception {
    try (SmallDisk disk = new SmallDisk(folder.resolve("disk"), "size=4m");
        Bench bench = new Bench(folder.resolve("disk/spool"), null, WHOLE)) {
      bench.record(Zones.zone(1, 10, Rank.OTHER));
      disk.fill();
      DiskKeeper keeper = new DiskKeeper(bench.spool, RawJournal.NONE, 1 << 20, () -> bench.nanos);
      look(bench, keeper);
      assertThat(bench.spool.list()).hasSize(1);
      assertThat(keeper.state().level()).isEqualTo(DiskState.Level.FULL);
    }
  }

  private static void look(Bench bench, DiskKeeper keeper) {
    bench.pass(Duration.ofSeconds(1));
    assertThat(keeper.doWork()).isEqualTo(1);
    assertThat(keeper.doWork()).isZero();
  }

  private static void record(Bench bench, int column, Rank rank) throws Exception {
    Zone zone = Zones.zone(column, 100 + column, rank);
    zone.ensureCapacity(9_000);
    zone.size = 9_000;
    new Recorder(
            bench.spool,
            encoded ->
                encoded.size == 9_000
                    ? Zones.encoder(WHOLE).encode(encoded)
                    : ByteBuffer.wrap(new byte[OVERVIEW]),
            Zones.ORIGIN,
            bench.counters,
            InstantSource.system(),
            new ZoneThinner(2_000))
        .record(zone);
  }

  private static List<SealedChunk> givenUp(Bench bench) {
    return bench.events.stream()
        .filter(SpoolEvent.ChunkGivenUp.class::isInstance)
        .map(event -> ((SpoolEvent.ChunkGivenUp) event).chunk())
        .toList();
  }
}
