package dev.catenary.device.board;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pulses that the kernel stamps: {@code /sys/class/pps/ppsN/assert} holds the last one as seconds,
 * nanoseconds and count (Documentation/driver-api/pps.rst, sysfs ABI testing/sysfs-pps). Read twice
 * a second, so that none is missed.
 */
final class KernelPps {
  private static final Pattern ASSERT = Pattern.compile("(\\d{1,11})\\.(\\d{9})#(\\d{1,18})\\s*");
  private static final long SECOND = 1_000_000_000L;
  private static final int OFFSETS = 16;

  private final Path file;
  private final String name;
  private final long[] offsets = new long[OFFSETS];
  private int kept;
  private long firstCount = -1;
  private long lastCount = -1;
  private long lastStampNanos;

  /**
   * @param device its folder, as {@code /sys/class/pps/pps0}
   */
  KernelPps(Path device) {
    this.file = device.resolve("assert");
    this.name = device.toString();
  }

  /** The first device below a folder, as {@code /sys/class/pps}; null when there is none. */
  static @Nullable KernelPps first(Path devices) throws IOException {
    if (!Files.isDirectory(devices)) {
      return null;
    }
    try (var folders = Files.list(devices)) {
      return folders
          .filter(folder -> Files.isReadable(folder.resolve("assert")))
          .sorted()
          .findFirst()
          .map(KernelPps::new)
          .orElse(null);
    }
  }

  /**
   * Looks whether there was a pulse.
   *
   * @param nowNanos wall clock, nanoseconds since 1970-01-01T00:00Z
   */
  PpsReading read(long nowNanos) {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      text = "";
    }
    Matcher matcher = ASSERT.matcher(text);
    if (matcher.matches()) {
      take(
          Long.parseLong(matcher.group(1)) * SECOND + Long.parseLong(matcher.group(2)),
          Long.parseLong(matcher.group(3)));
    }
    long pulses = firstCount < 0 ? 0 : lastCount - firstCount + 1;
    long offset = kept == 0 ? 0 : offsets[(kept - 1) % OFFSETS];
    return new PpsReading(name, pulses, offset, jitter(), nowNanos - lastStampNanos);
  }

  private void take(long stampNanos, long count) {
    if (count == 0 || count == lastCount) {
      return;
    }
    if (firstCount < 0 || count < lastCount) {
      firstCount = count;
      kept = 0;
    }
    lastCount = count;
    lastStampNanos = stampNanos;
    offsets[kept++ % OFFSETS] = Math.floorMod(stampNanos + SECOND / 2, SECOND) - SECOND / 2;
  }

  private long jitter() {
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (int i = 0; i < Math.min(kept, OFFSETS); i++) {
      least = Math.min(least, offsets[i]);
      most = Math.max(most, offsets[i]);
    }
    return kept < 2 ? 0 : most - least;
  }
}
