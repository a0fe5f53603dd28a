package dev.catenary.uplink.transfer;

import static dev.catenary.proto.counter.DeviceCounter.CHUNKS_UPLOADED;
import static dev.catenary.proto.counter.DeviceCounter.PARTS_REPEATED;
import static dev.catenary.proto.counter.DeviceCounter.PARTS_UPLOADED;
import static dev.catenary.proto.counter.DeviceCounter.UPLOAD_FAILURES;
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
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real S3 server in a process of its own, with signed requests. */
class S3UploadTest {
  private static final int THREE_PARTS = 2 * Bench.PART_BYTES + 12_345;

  @TempDir static Path serverFolder;
  private static S3ProxyProcess server;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    server = new S3ProxyProcess(serverFolder);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void smallChunkBecomesOneObjectWithItsManifest() throws IOException {
    try (Bench bench = bench("small", 100_000)) {
      SealedChunk chunk = bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      byte[] laz = Files.readAllBytes(folder.resolve(chunk.id() + ".laz"));
      byte[] manifest = Files.readAllBytes(folder.resolve(chunk.id() + ".manifest"));
      bench.drain();
      String key = "survey/drone-1/m7/rank1/epsg32755-32m-1-181250_m7_10-19.laz";
      assertThat(objects("small")).containsExactly(key, key + ".manifest");
      assertThat(server.data().resolve("small").resolve(key)).hasBinaryContent(laz);
      assertThat(server.data().resolve("small").resolve(key + ".manifest"))
          .hasBinaryContent(manifest);
      assertThat(bench.count(CHUNKS_UPLOADED)).isEqualTo(1);
      assertThat(bench.count(UPLOAD_FAILURES)).isZero();
      assertThat(bench.spool.list()).isEmpty();
      assertThat(bench.events.getLast())
          .isInstanceOfSatisfying(
              SpoolEvent.ChunkUploaded.class,
              uploaded -> {
                assertThat(uploaded.chunk()).isEqualTo(chunk);
                assertThat(uploaded.receipt().proof()).isEqualTo(Proof.STORE_SHA256);
              });
    }
  }

  @Test
  void largeChunkGoesInPartsAndIsTheSameFile() throws IOException {
    try (Bench bench = bench("large", THREE_PARTS)) {
      SealedChunk chunk = bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      byte[] laz = Files.readAllBytes(folder.resolve(chunk.id() + ".laz"));
      bench.drain();
      assertThat(objects("large")).hasSize(2);
      assertThat(server.data().resolve("large").resolve(objects("large").getFirst()))
          .hasBinaryContent(laz);
      assertThat(bench.count(PARTS_UPLOADED)).isEqualTo(3);
      assertThat(bench.count(PARTS_REPEATED)).isZero();
      assertThat(bench.count(UPLOAD_FAILURES)).isZero();
      assertThat(((SpoolEvent.ChunkUploaded) bench.events.getLast()).receipt().proof())
          .isEqualTo(Proof.STORE_CRC32C);
    }
  }

  @Test
  void serverKilledBetweenPartsCostsAtMostOnePart() throws Exception {
    try (Bench bench = bench("killed", THREE_PARTS)) {
      bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      bench.work(4);
      assertThat(bench.count(PARTS_UPLOADED)).isEqualTo(1);
      server.kill();
      bench.work(5);
      assertThat(bench.count(UPLOAD_FAILURES)).isPositive();
      server.start();
      bench.drain();
      assertThat(bench.spool.list()).isEmpty();
      assertThat(bench.count(PARTS_REPEATED)).isLessThanOrEqualTo(1);
      assertThat(bench.count(PARTS_UPLOADED)).isEqualTo(3);
      assertThat(objects("killed")).hasSize(2);
    }
  }

  @Test
  void restartedServiceTakesUpTheUploadWhereItWas() throws IOException {
    try (Bench bench = bench("restarted", THREE_PARTS)) {
      SealedChunk chunk = bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      byte[] laz = Files.readAllBytes(folder.resolve(chunk.id() + ".laz"));
      bench.work(5);
      assertThat(bench.count(PARTS_UPLOADED)).isEqualTo(2);
      bench.restart(store("restarted"));
      bench.drain();
      assertThat(bench.count(PARTS_UPLOADED)).isEqualTo(3);
      assertThat(bench.count(PARTS_REPEATED)).isZero();
      assertThat(server.data().resolve("restarted").resolve(objects("restarted").getFirst()))
          .hasBinaryContent(laz);
    }
  }

  @Test
  void chunkThatIsThereAlreadyIsNotSentAgain() throws IOException {
    try (Bench bench = bench("again", 100_000)) {
      bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      bench.drain();
      bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      bench.drain();
      assertThat(bench.count(CHUNKS_UPLOADED)).isEqualTo(2);
      assertThat(bench.count(PARTS_UPLOADED)).isEqualTo(1);
      assertThat(objects("again")).hasSize(2);
    }
  }

  @Test
  void otherBytesUnderTheKeyAreNotReplaced() throws IOException {
    try (Bench bench = bench("taken", 100_000)) {
      SealedChunk chunk = bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      Path taken = server.data().resolve("taken/survey").resolve(ObjectKeys.of(chunk));
      Files.createDirectories(taken.getParent());
      Files.writeString(taken, "someone else's");
      bench.drain();
      assertThat(taken).hasContent("someone else's");
      assertThat(objects("taken")).contains("survey/" + ObjectKeys.variant(chunk)).hasSize(3);
      assertThat(bench.count(CHUNKS_UPLOADED)).isEqualTo(1);
    }
  }

  @Test
  void higherRankGoesFirstAndBetweenTheParts() throws IOException {
    try (Bench bench = bench("ranks", THREE_PARTS)) {
      SealedChunk tree = bench.record(Zones.zone(1, 10, Rank.VEGETATION));
      SealedChunk other = bench.record(Zones.zone(2, 20, Rank.OTHER));
      bench.work(4);
      SealedChunk wire = bench.record(Zones.zone(3, 30, Rank.CONDUCTOR));
      bench.drain();
      List<SealedChunk> uploaded =
          bench.events.stream()
              .filter(SpoolEvent.ChunkUploaded.class::isInstance)
              .map(event -> ((SpoolEvent.ChunkUploaded) event).chunk())
              .toList();
      assertThat(uploaded).containsExactly(wire, tree, other);
      assertThat(bench.count(PARTS_UPLOADED)).isEqualTo(9);
      assertThat(bench.count(PARTS_REPEATED)).isZero();
      assertThat(objects("ranks")).hasSize(6);
    }
  }

  @Test
  void wrongBucketIsSaidWithItsCureAndKeepsTheChunk() throws IOException {
    try (Bench bench =
        new Bench(folder, new S3Store(server.config("no-such"), InstantSource.system()), 100)) {
      bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      bench.work(10);
      assertThat(bench.uploader.status().needsPerson()).isTrue();
      assertThat(bench.uploader.status().failure()).contains("NoSuchBucket", "make the bucket");
      assertThat(bench.spool.list()).hasSize(1);
      server.makeBucket("no-such");
      bench.uploader.retryNow();
      bench.drain();
      assertThat(bench.spool.list()).isEmpty();
    }
  }

  @Test
  void wrongKeysAreSaidWithTheirCure() throws IOException {
    server.makeBucket("keys");
    S3Config good = server.config("keys");
    var wrong =
        new S3Config(
            good.endpoint(),
            good.region(),
            good.bucket(),
            good.prefix(),
            true,
            new S3Credentials.Static(S3ProxyProcess.ACCESS_KEY, "wrong"),
            good.callTimeout());
    assertThat(wrong.toString()).doesNotContain("wrong");
    try (Bench bench = new Bench(folder, new S3Store(wrong, InstantSource.system()), 100)) {
      bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      bench.work(10);
      assertThat(bench.uploader.status().needsPerson()).isTrue();
      assertThat(bench.uploader.status().failure()).contains("403", "cure");
      assertThat(bench.spool.list()).hasSize(1);
    }
  }

  private Bench bench(String bucket, int chunkBytes) throws IOException {
    return new Bench(folder, store(bucket), chunkBytes);
  }

  private static ObjectStore store(String bucket) throws IOException {
    server.makeBucket(bucket);
    return new S3Store(server.config(bucket), InstantSource.system());
  }

  private static List<String> objects(String bucket) throws IOException {
    Path root = server.data().resolve(bucket);
    try (var files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
