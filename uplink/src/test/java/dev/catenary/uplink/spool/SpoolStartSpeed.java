package dev.catenary.uplink.spool;

import dev.catenary.proto.counter.Counters;
import dev.catenary.uplink.chunk.SealedChunk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;

/** Prints how long a spool of many chunks takes to open: run its main; argument: a folder. */
final class SpoolStartSpeed {
  private static final int[] SIZES = {1_000, 10_000, 100_000};

  private SpoolStartSpeed() {}

  public static void main(String[] arguments) throws Exception {
    for (int size : SIZES) {
      Path folder = Path.of(arguments[0]).resolve("" + size);
      ManyChunks.make(folder, size);
      open(folder, size, "from manifests");
      for (int run = 0; run < 3; run++) {
        open(folder, size, "from the index");
      }
      try (var files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  private static void open(Path folder, int size, String how) throws Exception {
    long start = System.nanoTime();
    try (Spool spool =
        Spool.open(new SpoolConfig(folder, 0), new Counters(), InstantSource.system(), e -> {})) {
      double opened = (System.nanoTime() - start) / 1e6;
      long asked = System.nanoTime();
      Optional<SealedChunk> first = spool.next(chunk -> true);
      System.out.printf(
          "%,d chunks %s: open %.0f ms, first in order %.2f ms (%s)%n",
          size, how, opened, (System.nanoTime() - asked) / 1e6, first.orElseThrow().rank());
    }
  }
}
