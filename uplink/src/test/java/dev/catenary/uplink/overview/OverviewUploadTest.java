package dev.catenary.uplink.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.ChunkManifest;
import dev.catenary.proto.zone.DurableSequences;
import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.Zone;
import dev.catenary.uplink.Bench;
import dev.catenary.uplink.Recorder;
import dev.catenary.uplink.Zones;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.laz.LazChunkEncoder;
import dev.catenary.uplink.laz.LazMetadata;
import dev.catenary.uplink.policy.UploadPolicy;
import dev.catenary.uplink.spool.SpoolEvent;
import dev.catenary.uplink.transfer.DirectoryConfig;
import dev.catenary.uplink.transfer.DirectoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverviewUploadTest {
  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() throws IOException {
    bench =
        new Bench(
            folder.resolve("spool"),
            new DirectoryStore(new DirectoryConfig(folder.resolve("store"))),
            1_000);
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
  }

  @Test
  void overviewsGoBeforeRanksWithoutAWireAndAreDroppedBehindTheirChunks() throws IOException {
    record(1, Rank.OTHER);
    SealedChunk pole = record(2, Rank.POLE_OR_TOWER);
    SealedChunk wire = record(3, Rank.CONDUCTOR);
    assertThat(bench.count(DeviceCounter.OVERVIEWS_SEALED)).isEqualTo(2);
    assertThat(bench.count(DeviceCounter.CHUNKS_SEALED)).isEqualTo(3);
    assertThat(bench.count(DeviceCounter.POINTS_IN_CHUNKS)).isEqualTo(3 * 9_000);
    bench.drain();
    assertThat(uploaded().stream().map(SealedChunk::overview))
        .containsExactly(false, true, true, false, false);
    assertThat(uploaded().getFirst()).isEqualTo(wire);
    assertThat(uploaded().get(1).rank()).isEqualTo(Rank.POLE_OR_TOWER);
    assertThat(uploaded().get(3)).isEqualTo(pole);
    Path manifest =
        folder.resolve("store/drone-1/m7/overview/" + pole.id() + "_overview.laz.manifest");
    ChunkManifest read = ChunkManifest.parseFrom(Files.readAllBytes(manifest));
    assertThat(read.getOverview().getVoxelMillimetres()).isEqualTo(2_000);
    assertThat(read.getOverview().getOfChunk()).isEqualTo(pole.id());
    assertThat(read.getOverview().getOfPoints()).isEqualTo(9_000);
    assertThat(read.getPoints()).isLessThan(4_500);
  }

  @Test
  void meteredRadioSendsWiresAndOverviewsAndTheDepotTheRest() throws IOException {
    var radio = new UploadPolicy("radio", Rank.CONDUCTOR, true, 0, 0, List.of(), 1, 5 << 20);
    bench.uploader.gate().choose(radio);
    record(1, Rank.OTHER);
    record(2, Rank.VEGETATION);
    record(3, Rank.CLEARANCE_VIOLATION);
    bench.work(1_000);
    assertThat(uploaded().stream().map(SealedChunk::overview)).containsExactly(false, true, true);
    assertThat(bench.spool.list()).hasSize(2);
    bench.uploader.gate().choose(UploadPolicy.ALL);
    bench.drain();
    assertThat(uploaded()).hasSize(5);
  }

  @Test
  void overviewOfAChunkThatHasArrivedIsNotSent() throws IOException {
    var whole = new UploadPolicy("whole", Rank.OTHER, false, 0, 0, List.of(), 1, 5 << 20);
    bench.uploader.gate().choose(whole);
    SealedChunk chunk = record(1, Rank.OTHER);
    bench.work(1_000);
    assertThat(uploaded()).containsExactly(chunk);
    assertThat(bench.spool.list()).isEmpty();
    assertThat(bench.count(DeviceCounter.OVERVIEWS_SUPERSEDED)).isEqualTo(1);
  }

  @Test
  void overviewOfADamagedChunkIsSent() throws IOException {
    var whole = new UploadPolicy("whole", Rank.OTHER, false, 0, 0, List.of(), 1, 5 << 20);
    bench.uploader.gate().choose(whole);
    SealedChunk chunk = record(1, Rank.OTHER);
    Path laz = bench.folder.resolve(chunk.fileName());
    byte[] bytes = Files.readAllBytes(laz);
    bytes[bytes.length / 2] ^= 1;
    Files.write(laz, bytes);
    bench.work(1_000);
    assertThat(bench.count(DeviceCounter.CHUNKS_QUARANTINED)).isEqualTo(2);
    assertThat(bench.count(DeviceCounter.OVERVIEWS_SUPERSEDED)).isZero();
    bench.uploader.gate().choose(UploadPolicy.ALL);
    bench.drain();
    assertThat(uploaded()).singleElement().matches(SealedChunk::overview);
  }

  @Test
  void overviewAloneMakesNoZoneDurable() throws IOException {
    SealedChunk chunk = record(1, Rank.OTHER);
    // A disk that has lost the zone's own chunk: only its overview can still be read.
    Files.delete(bench.folder.resolve(chunk.id() + ".manifest"));
    bench.restart(new DirectoryStore(new DirectoryConfig(folder.resolve("store"))));
    assertThat(bench.spool.list()).singleElement().matches(entry -> entry.chunk().overview());
    assertThat(bench.spool.durable().of(chunk.zone())).isSameAs(DurableSequences.NONE);
    bench.drain();
    assertThat(bench.spool.durable().of(chunk.zone())).isSameAs(DurableSequences.NONE);
    bench.restart(new DirectoryStore(new DirectoryConfig(folder.resolve("store"))));
    assertThat(bench.spool.durable().of(chunk.zone())).isSameAs(DurableSequences.NONE);
  }

  @Test
  void spentBudgetIsSaidAndIsNoFailure() throws IOException {
    var radio = new UploadPolicy("radio", Rank.OTHER, true, 5 << 20, 0, List.of(), 1, 5 << 20);
    bench.policy = radio;
    bench.restart(new DirectoryStore(new DirectoryConfig(folder.resolve("store"))));
    bench.uploader.gate().take((5 << 20) - 100);
    record(1, Rank.CONDUCTOR);
    bench.work(10);
    assertThat(uploaded()).isEmpty();
    assertThat(bench.uploader.status().hold()).contains("5242880 bytes for 1970-01-01");
    assertThat(bench.uploader.status().failure()).isNull();
  }

  private SealedChunk record(int column, Rank rank) throws IOException {
    Zone zone = Zones.zone(column, column * 10, rank);
    int points = 9_000;
    zone.ensureCapacity(points);
    zone.size = points;
    for (int i = 0; i < points; i++) {
      zone.xMillimetres[i] = i % 100 * 300;
      zone.yMillimetres[i] = i / 100 * 300;
      zone.zMillimetres[i] = 250_000;
      zone.label[i] = 5;
    }
    LazChunkEncoder encoder =
        new LazChunkEncoder(new LazMetadata("PROJCS[\"x\"]", "0.1.0"), () -> Instant.EPOCH);
    return new Recorder(
            bench.spool,
            encoder,
            Zones.ORIGIN,
            bench.counters,
            InstantSource.system(),
            new ZoneThinner(2_000))
        .record(zone);
  }

  private List<SealedChunk> uploaded() {
    return bench.events.stream()
        .filter(SpoolEvent.ChunkUploaded.class::isInstance)
        .map(event -> ((SpoolEvent.ChunkUploaded) event).chunk())
        .toList();
  }
}
