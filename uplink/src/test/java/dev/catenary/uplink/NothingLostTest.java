package dev.catenary.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.spool.SpoolEvent;
import dev.catenary.uplink.transfer.DirectoryConfig;
import dev.catenary.uplink.transfer.DirectoryStore;
import dev.catenary.uplink.transfer.ObjectKeys;
import dev.catenary.uplink.transfer.ObjectStore;
import dev.catenary.uplink.transfer.StoreException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class NothingLostTest {
  /** Events that can befall an uplink. */
  enum Deed {
    RECORD_CONDUCTOR,
    RECORD_OTHER,
    RECORD_LAST_AGAIN,
    WORK_A_STEP,
    WORK,
    PASS_TIME,
    RESTART
  }

  @TempDir Path threads;

  @Property(tries = 60)
  void everySealedChunkIsInTheSpoolOrHasAReceipt(
      @ForAll @Size(max = 40) List<Deed> deeds,
      @ForAll long seed,
      @ForAll @IntRange(max = 60) int failuresInHundred)
      throws IOException {
    Path folder = Files.createTempDirectory("nothing-lost");
    try {
      run(folder, deeds, new Random(seed), failuresInHundred);
    } finally {
      try (var files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  private static void run(Path folder, List<Deed> deeds, Random random, int failuresInHundred)
      throws IOException {
    Path stored = folder.resolve("store");
    List<SealedChunk> sealed = new ArrayList<>();
    try (Bench bench =
        new Bench(folder.resolve("spool"), flaky(stored, random, failuresInHundred), 2_000)) {
      for (Deed deed : deeds) {
        switch (deed) {
          case RECORD_CONDUCTOR ->
              sealed.add(bench.record(Zones.zone(sealed.size(), 10, Rank.CONDUCTOR)));
          case RECORD_OTHER -> sealed.add(bench.record(Zones.zone(sealed.size(), 10, Rank.OTHER)));
          case RECORD_LAST_AGAIN -> {
            if (!sealed.isEmpty()) {
              SealedChunk last = sealed.getLast();
              bench.record(Zones.zone(last.zone().column(), 10, last.rank()));
            }
          }
          case WORK_A_STEP -> bench.work(1);
          case WORK -> bench.work(20);
          case PASS_TIME -> bench.pass(Duration.ofSeconds(10));
          case RESTART -> bench.restart(flaky(stored, random, failuresInHundred));
        }
        check(bench, stored, sealed);
      }
      bench.restart(new DirectoryStore(new DirectoryConfig(stored)));
      bench.drain();
      check(bench, stored, sealed);
      assertThat(bench.spool.list()).isEmpty();
    }
    try (var files = Files.walk(stored)) {
      assertThat(files.filter(file -> file.toString().endsWith(".laz")).count())
          .isEqualTo(sealed.size());
    }
  }

  private static void check(Bench bench, Path stored, List<SealedChunk> sealed) throws IOException {
    Set<String> receipts =
        bench.events.stream()
            .filter(SpoolEvent.ChunkUploaded.class::isInstance)
            .map(event -> ((SpoolEvent.ChunkUploaded) event).chunk().id())
            .collect(Collectors.toSet());
    for (SealedChunk chunk : sealed) {
      boolean inSpool =
          bench.spool.find(chunk.id()).isPresent()
              && holds(bench.folder.resolve(chunk.id() + ".laz"), chunk);
      boolean inStore =
          receipts.contains(chunk.id()) && holds(stored.resolve(ObjectKeys.of(chunk)), chunk);
      assertThat(inSpool || inStore).as(chunk.id()).isTrue();
    }
  }

  private static boolean holds(Path file, SealedChunk chunk) throws IOException {
    return Checksums.of(ByteBuffer.wrap(Files.readAllBytes(file))).equals(chunk.checksums());
  }

  /** A store of which some requests fail, before or after they were done. */
  private static ObjectStore flaky(Path folder, Random random, int failuresInHundred)
      throws IOException {
    ObjectStore store = new DirectoryStore(new DirectoryConfig(folder));
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, arguments) -> {
              boolean asks = !method.getName().equals("describe");
              if (asks && random.nextInt(100) < failuresInHundred) {
                if (random.nextBoolean()) {
                  method.invoke(store, arguments);
                }
                throw new StoreException(StoreException.Kind.RETRY, "no link", null);
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  @Timeout(60)
  void recorderAndUploaderShareTheSpoolFromTwoThreads() throws Exception {
    Path stored = threads.resolve("store");
    try (Bench bench =
        new Bench(
            threads.resolve("spool"), new DirectoryStore(new DirectoryConfig(stored)), 5_000)) {
      List<SealedChunk> sealed = new ArrayList<>();
      AtomicBoolean recording = new AtomicBoolean(true);
      List<Throwable> failures = new ArrayList<>();
      Thread uploader =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      while (recording.get() || !bench.spool.list().isEmpty()) {
                        bench.step();
                      }
                    } catch (IOException | RuntimeException e) {
                      failures.add(e);
                    }
                  });
      for (int i = 0; i < 100; i++) {
        sealed.add(bench.record(Zones.zone(i, 10, Rank.values()[i % 5])));
      }
      recording.set(false);
      uploader.join();
      assertThat(failures).isEmpty();
      for (SealedChunk chunk : sealed) {
        assertThat(holds(stored.resolve(ObjectKeys.of(chunk)), chunk)).isTrue();
      }
    }
  }
}
