package dev.catenary.device.board;

import dev.catenary.device.health.PpsReading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pulses that the kernel stamps: {@code /sys/class/pps/ppsN/assert} holds the last one as seconds,
 * nanoseconds and count (Documentation/driver-api/pps.rst, sysfs ABI testing/sysfs-pps). A pulse
 * that comes between two looks is counted all the same.
 */
final class KernelPps implements PulseSource {
  private static final Pattern ASSERT = Pattern.compile("(\\d{1,11})\\.(\\d{9})#(\\d{1,18})\\s*");
  private static final long SECOND = 1_000_000_000L;

  private final Path file;
  private final String name;
  private final PulseTimes times = new PulseTimes();
  private long lastCount = -1;

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

  @Override
  public PpsReading read(long nowNanos) {
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
    return times.reading(name, nowNanos);
  }

  private void take(long stampNanos, long count) {
    if (count == 0 || count == lastCount) {
      return;
    }
    boolean first = lastCount < 0 || count < lastCount;
    if (first) {
      times.forget();
    }
    times.take(stampNanos, first ? 1 : count - lastCount);
    lastCount = count;
  }
}
