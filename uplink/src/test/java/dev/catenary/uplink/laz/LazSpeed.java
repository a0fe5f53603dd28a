package dev.catenary.uplink.laz;

import dev.catenary.proto.zone.Zone;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;

/**
 * Prints how fast one thread encodes and how large the files are. Arguments: a folder to write the
 * files into, for other readers, and surveyed clouds to encode beside the made ones.
 */
final class LazSpeed {
  private static final int ROUNDS = 15;
  private static final int LARGE_ROUNDS = 5;
  private static final int LARGE = 2_000_000;
  private static final long WARM_UP_NANOS = 2_000_000_000;

  private LazSpeed() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    measure("scanned-32k", Clouds.scanned(32_000, 1), folder, System.out);
    measure("scanned-5m", Clouds.scanned(5_000_000, 1), folder, System.out);
    measure("random-1m", Clouds.random(1_000_000, 1), folder, System.out);
    for (int i = 1; i < args.length; i++) {
      Path file = Path.of(args[i]);
      measure(file.getFileName().toString(), Clouds.surveyed(file), folder, System.out);
    }
  }

  private static void measure(String name, Zone zone, Path folder, PrintStream out)
      throws IOException {
    var encoder =
        new LazChunkEncoder(new LazMetadata("PROJCS[\"test\"]", "1"), () -> Instant.EPOCH);
    long[] nanos = new long[zone.size > LARGE ? LARGE_ROUNDS : ROUNDS];
    ByteBuffer bytes = encoder.encode(zone);
    for (long begin = System.nanoTime(); System.nanoTime() - begin < WARM_UP_NANOS; ) {
      bytes = encoder.encode(zone);
    }
    for (int round = 0; round < nanos.length; round++) {
      long start = System.nanoTime();
      bytes = encoder.encode(zone);
      nanos[round] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    double bytesPerPoint = (double) bytes.remaining() / zone.size;
    out.printf(
        "%-20s %9d points, median %6.2f million points/s, %6.3f bytes a point%n",
        name, zone.size, zone.size * 1e3 / nanos[nanos.length / 2], bytesPerPoint);
    Path file = folder.resolve(name.endsWith(".laz") ? name : name + ".laz");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }
}
