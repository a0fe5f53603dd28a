package dev.catenary.uplink.pressure;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** When the disk will be full if it goes on as in the last minutes. Fed by one thread. */
public final class DiskForecast {
  private static final long WINDOW_NANOS = Duration.ofMinutes(10).toNanos();
  private static final long SAMPLE_NANOS = Duration.ofSeconds(10).toNanos();

  /** Less says more of the weather than of the climate. */
  private static final long SPAN_NANOS_MIN = Duration.ofMinutes(1).toNanos();

  private final Deque<Sample> samples = new ArrayDeque<>();

  private record Sample(long nanos, long freeBytes) {}

  /**
   * Takes a look at the disk; looks that follow one another too closely replace each other.
   *
   * @param nanos of a clock that never steps
   * @param freeBytes above what is kept free
   */
  public void sample(long nanos, long freeBytes) {
    Sample last = samples.peekLast();
    if (last != null && samples.size() > 1) {
      Sample before = samples.stream().skip(samples.size() - 2L).findFirst().orElse(last);
      if (last.nanos - before.nanos < SAMPLE_NANOS) {
        samples.removeLast();
      }
    }
    samples.addLast(new Sample(nanos, freeBytes));
    while (nanos - samples.getFirst().nanos > WINDOW_NANOS) {
      samples.removeFirst();
    }
  }

  /** Time left at the mean rate of the window; empty while the disk does not fill, or unknown. */
  public Optional<Duration> fullIn() {
    if (samples.size() < 2) {
      return Optional.empty();
    }
    Sample first = samples.getFirst();
    Sample last = samples.getLast();
    long span = last.nanos - first.nanos;
    long taken = first.freeBytes - last.freeBytes;
    if (span < SPAN_NANOS_MIN || taken <= 0) {
      return Optional.empty();
    }
    double nanosLeft = (double) Math.max(last.freeBytes, 0) * span / taken;
    return Optional.of(Duration.ofNanos((long) Math.min(nanosLeft, Long.MAX_VALUE)));
  }

  /** As a technician reads it: {@code full in 2 h 10 min at this rate}. */
  public static String sentence(Duration left) {
    long minutes = left.toMinutes();
    String time;
    if (left.toDays() >= 2) {
      time = left.toDays() + " d " + left.toHoursPart() + " h";
    } else if (minutes >= 60) {
      time = left.toHours() + " h " + left.toMinutesPart() + " min";
    } else if (minutes > 0) {
      time = minutes + " min";
    } else {
      time = left.toSeconds() + " s";
    }
    return "full in " + time + " at this rate";
  }
}
