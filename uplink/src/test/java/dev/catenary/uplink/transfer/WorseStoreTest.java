package dev.catenary.uplink.transfer;

import static dev.catenary.proto.counter.DeviceCounter.CHUNKS_UPLOADED;
import static dev.catenary.proto.counter.DeviceCounter.PARTS_REPEATED;
import static dev.catenary.proto.counter.DeviceCounter.PARTS_UPLOADED;
import static dev.catenary.proto.counter.DeviceCounter.RECEIPT_MISMATCHES;
import static dev.catenary.proto.counter.DeviceCounter.UPLOAD_FAILURES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.Bench;
import dev.catenary.uplink.Zones;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.spool.PartBuffer;
import dev.catenary.uplink.spool.Proof;
import dev.catenary.uplink.spool.Receipt;
import dev.catenary.uplink.spool.SpoolEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real S3 server behind a proxy that takes features away, lies or fails. */
class WorseStoreTest {
  private static final int THREE_PARTS = 2 * Bench.PART_BYTES + 12_345;

  @TempDir static Path serverFolder;
  private static S3ProxyProcess server;
  private static int buckets;

  @TempDir Path folder;
  private StoreProxy proxy;
  private String bucket;

  @BeforeAll
  static void startServer() throws Exception {
    server = new S3ProxyProcess(serverFolder, "none");
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void startProxy() throws IOException {
    bucket = "bucket-" + ++buckets;
    server.makeBucket(bucket);
    proxy = new StoreProxy(server.endpoint());
  }

  @AfterEach
  void stopProxy() {
    proxy.close();
  }

  @Test
  void storeWithoutChecksumHeadersIsProvenByEtag() throws IOException {
    refuseChecksumHeaders();
    for (int bytes : new int[] {100_000, THREE_PARTS}) {
      try (Bench bench = new Bench(folder.resolve("" + bytes), store(), bytes)) {
        SealedChunk chunk = bench.record(Zones.zone(bytes, 10, Rank.CONDUCTOR));
        byte[] laz = laz(bench, chunk);
        bench.drain();
        assertThat(receipt(bench).proof()).isEqualTo(Proof.ETAG_MD5);
        assertThat(object(chunk)).hasBinaryContent(laz);
        assertThat(bench.count(UPLOAD_FAILURES)).isZero();
      }
    }
  }

  @Test
  void storeThatNamesNothingIsReadBack() throws IOException {
    refuseChecksumHeaders();
    proxy.hideEtags = true;
    try (Bench bench = new Bench(folder, store(), 100_000)) {
      SealedChunk chunk = bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      byte[] laz = laz(bench, chunk);
      bench.drain();
      assertThat(receipt(bench).proof()).isEqualTo(Proof.READ_BACK);
      assertThat(proxy.requests).anyMatch(request -> request.startsWith("GET "));
      assertThat(object(chunk)).hasBinaryContent(laz);
    }
  }

  @Test
  void chunkStaysWhileTheStoreNamesAnotherChecksum() throws IOException {
    proxy.wrongSha256 = Base64.getEncoder().encodeToString(new byte[32]);
    try (Bench bench = new Bench(folder, store(), 100_000)) {
      SealedChunk first = bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      bench.record(Zones.zone(2, 10, Rank.OTHER));
      for (int i = 0; i < 60; i++) {
        bench.work(3);
        bench.pass(Duration.ofSeconds(1));
      }
      assertThat(bench.spool.list()).hasSize(2);
      assertThat(bench.count(RECEIPT_MISMATCHES)).isGreaterThanOrEqualTo(2);
      assertThat(bench.count(CHUNKS_UPLOADED)).isZero();
      assertThat(bench.spool.verify(first, 1 << 20, new PartBuffer())).isPresent();
      proxy.wrongSha256 = null;
      bench.uploader.retryNow();
      bench.drain();
      assertThat(bench.count(CHUNKS_UPLOADED)).isEqualTo(2);
      assertThat(objects()).isEqualTo(4);
    }
  }

  @Test
  void busyStoreIsTriedAgainAfterLongerAndLongerWaits() throws IOException {
    proxy.rule = (method, path, headers) -> new StoreProxy.Answer(503, "SlowDown");
    try (Bench bench = new Bench(folder, store(), 1_000)) {
      bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      for (int second = 0; second < 60; second++) {
        bench.work(5);
        bench.pass(Duration.ofSeconds(1));
      }
      // Waits of 0.5 to 1, 1 to 2, 2 to 4 and then 4 to 8 seconds.
      assertThat(bench.count(UPLOAD_FAILURES)).isBetween(9L, 18L);
      assertThat(bench.uploader.status().needsPerson()).isFalse();
      proxy.rule = (method, path, headers) -> null;
      bench.drain();
      assertThat(bench.count(CHUNKS_UPLOADED)).isEqualTo(1);
    }
  }

  @Test
  void keysThatExpireInMidFileAndA503StormRepeatOnlyTheRefusedPart() throws IOException {
    AtomicInteger refusals = new AtomicInteger();
    proxy.rule =
        (method, path, headers) ->
            switch (refusals.getAndIncrement()) {
              case 4 -> new StoreProxy.Answer(403, "ExpiredToken");
              case 7, 8, 9, 10 -> new StoreProxy.Answer(503, "SlowDown");
              default -> null;
            };
    try (Bench bench = new Bench(folder, store(), THREE_PARTS)) {
      SealedChunk chunk = bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      byte[] laz = laz(bench, chunk);
      bench.work(20);
      assertThat(bench.uploader.status().failure()).contains("ExpiredToken", "keys that are valid");
      bench.uploader.retryNow();
      bench.drain();
      assertThat(bench.count(UPLOAD_FAILURES)).isEqualTo(5);
      // The last part was refused once for its keys and once as the storm began.
      assertThat(proxy.partBytes.get() - THREE_PARTS).isEqualTo(2 * 12_345);
      assertThat(bench.count(PARTS_UPLOADED)).isEqualTo(3);
      assertThat(object(chunk)).hasBinaryContent(laz);
    }
  }

  @Test
  void lineThatBreaksInAPartCostsThatPart() throws IOException {
    AtomicInteger broken = new AtomicInteger();
    proxy.rule =
        (method, path, headers) ->
            path.contains("partNumber=2") && broken.getAndIncrement() == 0
                ? new StoreProxy.Answer(0, "")
                : null;
    try (Bench bench = new Bench(folder, store(), THREE_PARTS)) {
      SealedChunk chunk = bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      byte[] laz = laz(bench, chunk);
      bench.work(5);
      assertThat(bench.count(UPLOAD_FAILURES)).isEqualTo(1);
      // The service dies as well, and what it had in memory with it.
      bench.restart(store());
      bench.drain();
      assertThat(bench.count(PARTS_REPEATED)).isEqualTo(1);
      assertThat(bench.count(PARTS_UPLOADED)).isEqualTo(3);
      assertThat(object(chunk)).hasBinaryContent(laz);
      assertThat(objects()).isEqualTo(2);
    }
  }

  @Test
  void lostAnswerToTheLastRequestSendsNothingAgain() throws IOException {
    proxy.loseAnswerTo = "POST";
    try (Bench bench = new Bench(folder, store(), THREE_PARTS)) {
      SealedChunk chunk = bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      byte[] laz = laz(bench, chunk);
      bench.drain();
      assertThat(bench.count(UPLOAD_FAILURES)).isEqualTo(1);
      assertThat(bench.count(PARTS_UPLOADED)).isEqualTo(3);
      assertThat(bench.count(PARTS_REPEATED)).isZero();
      assertThat(object(chunk)).hasBinaryContent(laz);
      assertThat(objects()).isEqualTo(2);
    }
  }

  @Test
  void bytesDamagedOnTheWayAreRefusedByTheStoreAndSentAgain() throws IOException {
    proxy.damageNextPut = true;
    try (Bench bench = new Bench(folder, store(), 100_000)) {
      SealedChunk chunk = bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
      byte[] laz = laz(bench, chunk);
      bench.drain();
      assertThat(bench.count(RECEIPT_MISMATCHES)).isEqualTo(1);
      assertThat(object(chunk)).hasBinaryContent(laz);
      assertThat(objects()).isEqualTo(2);
    }
  }

  private void refuseChecksumHeaders() {
    proxy.hideChecksums = true;
    proxy.rule =
        (method, path, headers) ->
            headers.keySet().stream()
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .anyMatch(
                        name ->
                            name.startsWith("x-amz-checksum-")
                                || name.equals("x-amz-sdk-checksum-algorithm"))
                ? new StoreProxy.Answer(501, "NotImplemented")
                : null;
  }

  private ObjectStore store() {
    return new S3Store(S3ProxyProcess.config(proxy.endpoint(), bucket), InstantSource.system());
  }

  private static byte[] laz(Bench bench, SealedChunk chunk) throws IOException {
    return Files.readAllBytes(bench.folder.resolve(chunk.id() + ".laz"));
  }

  private static Receipt receipt(Bench bench) {
    return ((SpoolEvent.ChunkUploaded) bench.events.getLast()).receipt();
  }

  private Path object(SealedChunk chunk) {
    return server.data().resolve(bucket).resolve("survey").resolve(ObjectKeys.of(chunk));
  }

  private long objects() throws IOException {
    try (var files = Files.walk(server.data().resolve(bucket))) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
