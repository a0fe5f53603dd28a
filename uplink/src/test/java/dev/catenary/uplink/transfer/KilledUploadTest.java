package dev.catenary.uplink.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.Bench;
import dev.catenary.uplink.Zones;
import dev.catenary.uplink.chunk.SealedChunk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A chunk of six parts on its way from one real process to another, of which one is killed. The
 * bytes of the parts are counted on the line between them.
 */
@Timeout(120)
class KilledUploadTest {
  private static final int PART = UploadingProcess.PART_BYTES;
  private static final int CHUNK = 5 * PART + 12_345;

  @TempDir Path folder;
  private S3ProxyProcess server;
  private StoreProxy line;
  private SealedChunk chunk;
  private byte[] laz;
  private final List<String> killedAt = new CopyOnWriteArrayList<>();

  @BeforeEach
  void fillTheSpool() throws Exception {
    server = new S3ProxyProcess(folder.resolve("server"), "none");
    server.makeBucket("bucket");
    line = new StoreProxy(server.endpoint());
    try (Bench bench = new Bench(folder.resolve("spool"), null, CHUNK)) {
      chunk = bench.record(Zones.zone(1, 10, Rank.CONDUCTOR));
    }
    laz = Files.readAllBytes(folder.resolve("spool").resolve(chunk.id() + ".laz"));
  }

  @AfterEach
  void stop() {
    line.close();
    server.close();
  }

  @Test
  void processKilledWhileItSendsPartsRepeatsAtMostTheOneOfEachKill() throws Exception {
    AtomicReference<Process> uplink = new AtomicReference<>();
    line.rule =
        (method, path, headers) -> {
          if (isFirst("partNumber=3", path)) {
            uplink.get().destroyForcibly();
            return new StoreProxy.Answer(0, "");
          }
          return null;
        };
    // The store has got this part and has acknowledged it; nobody is there to hear it.
    line.afterAnswer =
        path -> {
          if (isFirst("partNumber=5", path)) {
            uplink.get().destroyForcibly();
          }
        };
    int lives = 0;
    do {
      lives++;
      uplink.set(start());
      assertThat(uplink.get().waitFor(60, TimeUnit.SECONDS)).isTrue();
    } while (uplink.get().exitValue() != 0 && lives < 5);
    assertThat(killedAt).containsExactly("partNumber=3", "partNumber=5");
    assertThat(lives).isEqualTo(3);
    assertThat(line.partBytes.get() - CHUNK).isEqualTo(PART);
    assertObjectIsWhole();
  }

  @Test
  void serverKilledWhileItTakesAPartCostsThatPart() throws Exception {
    AtomicReference<Thread> restart = new AtomicReference<>();
    line.rule =
        (method, path, headers) -> {
          if (isFirst("partNumber=4", path)) {
            kill(server);
            restart.set(Thread.ofPlatform().start(() -> startAgain(server)));
          }
          return null;
        };
    Process uplink = start();
    assertThat(uplink.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(uplink.exitValue()).isZero();
    restart.get().join();
    assertThat(line.partBytes.get() - CHUNK).isEqualTo(PART);
    assertThat(folder.resolve("repeated")).hasContent("" + PART);
    assertObjectIsWhole();
  }

  private boolean isFirst(String part, String path) {
    return path.contains(part) && !killedAt.contains(part) && killedAt.add(part);
  }

  private Process start() throws Exception {
    return UploadingProcess.start(
        folder.resolve("spool"), line.endpoint(), "bucket", folder.resolve("uplink.log"));
  }

  private static void kill(S3ProxyProcess server) {
    try {
      server.kill();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void startAgain(S3ProxyProcess server) {
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertObjectIsWhole() throws Exception {
    Path object = server.data().resolve("bucket/survey").resolve(ObjectKeys.of(chunk));
    assertThat(object).hasBinaryContent(laz);
    try (var files = Files.walk(server.data().resolve("bucket"))) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(2);
    }
    try (var left = Files.list(folder.resolve("spool"))) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsOnly(
              "spool.lock", "spool.index", "spool.ballast", "seal.number", "receipts.log");
    }
  }
}
