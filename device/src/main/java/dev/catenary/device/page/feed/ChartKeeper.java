package dev.catenary.device.page.feed;

import dev.catenary.device.health.Reading;
import dev.catenary.proto.counter.DeviceCounter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last half hour of what is charted, a sample each two seconds. Any thread. */
public final class ChartKeeper {
  /** Time between samples. */
  public static final int STEP_SECONDS = 2;

  private static final int SAMPLES = 900;
  private static final long STEP_NANOS = STEP_SECONDS * 1_000_000_000L;

  /** A look comes each second, a little early or late. */
  private static final long EARLY_NANOS = 200_000_000L;

  private final double[][] values = new double[Series.values().length][SAMPLES];
  private final long[] epochSeconds = new long[SAMPLES];
  private final Temperature temperature;
  private Before before = Before.NONE;
  private int taken;

  public ChartKeeper(Temperature temperature) {
    this.temperature = temperature;
  }

  /** Charted series. */
  enum Series {
    POINTS_PER_SECOND("points-per-second", "Points decoded", "points/s"),
    PACKETS_LOST("packets-lost", "Packets lost", "packets/s"),
    QUEUE_CHUNKS("queue-chunks", "Chunks that wait", "chunks"),
    QUEUE_BYTES("queue-bytes", "Bytes that wait", "B"),
    DISK_FREE("disk-free", "Disk free", "B"),
    TEMPERATURE("temperature", "Board temperature", "°C");

    private final String word;
    private final String label;
    private final String unit;

    Series(String word, String label, String unit) {
      this.word = word;
      this.label = label;
      this.unit = unit;
    }
  }

  private record Before(long nanos, long points, long lost) {
    static final Before NONE = new Before(0, -1, 0);
  }

  /** Takes a sample when one is due. */
  public synchronized void look(Reading reading) {
    double seconds = (reading.nanos() - before.nanos) / 1e9;
    if (before.points >= 0 && reading.nanos() - before.nanos < STEP_NANOS - EARLY_NANOS) {
      return;
    }
    long points = count(reading, DeviceCounter.POINTS_DECODED);
    long lost =
        count(reading, DeviceCounter.DATAGRAMS_DROPPED_BY_KERNEL)
            + count(reading, DeviceCounter.DATAGRAMS_DROPPED_QUEUE_FULL)
            + count(reading, DeviceCounter.PACKETS_MISSING);
    boolean first = before.points < 0;
    int slot = taken % SAMPLES;
    epochSeconds[slot] = reading.at().getEpochSecond();
    put(slot, Series.POINTS_PER_SECOND, first ? Double.NaN : (points - before.points) / seconds);
    put(slot, Series.PACKETS_LOST, first ? Double.NaN : (lost - before.lost) / seconds);
    put(slot, Series.QUEUE_CHUNKS, reading.outgoing().waitingChunks());
    put(slot, Series.QUEUE_BYTES, (double) reading.outgoing().waitingBytes());
    put(slot, Series.DISK_FREE, (double) reading.host().freeBytes());
    put(slot, Series.TEMPERATURE, temperature.celsius());
    before = new Before(reading.nanos(), points, lost);
    taken++;
  }

  private void put(int slot, Series series, double value) {
    values[series.ordinal()][slot] = value;
  }

  private static long count(Reading reading, DeviceCounter counter) {
    return reading.counters().getOrDefault(counter, 0L);
  }

  /** Every series, as docs/page.md has them, of samples after a time. */
  public synchronized List<Object> series(long afterEpochSecond) {
    int from = Math.max(0, taken - SAMPLES);
    while (from < taken && epochSeconds[from % SAMPLES] <= afterEpochSecond) {
      from++;
    }
    List<Object> all = new ArrayList<>();
    for (Series series : Series.values()) {
      List<Object> times = new ArrayList<>();
      List<Object> numbers = new ArrayList<>();
      for (int i = from; i < taken; i++) {
        times.add(Instant.ofEpochSecond(epochSeconds[i % SAMPLES]));
        numbers.add(values[series.ordinal()][i % SAMPLES]);
      }
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", series.word);
      one.put("label", series.label);
      one.put("unit", series.unit);
      one.put("times", times);
      one.put("values", numbers);
      all.add(one);
    }
    return all;
  }
}
