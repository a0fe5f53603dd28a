package dev.catenary.device.page.feed;

import dev.catenary.device.health.Reading;
import java.util.ArrayDeque;
import java.util.Deque;

/** Packets a second of each sensor, over the last five. Any thread. */
public final class SensorRates {
  private static final long WINDOW_NANOS = 5_000_000_000L;

  private final Deque<Reading> readings = new ArrayDeque<>();

  public synchronized void look(Reading reading) {
    readings.addLast(reading);
    while (reading.nanos() - readings.getFirst().nanos() > WINDOW_NANOS) {
      readings.removeFirst();
    }
  }

  /** NaN before there are two looks. */
  public synchronized double packetsPerSecond(int sensor) {
    if (readings.size() < 2) {
      return Double.NaN;
    }
    Reading first = readings.getFirst();
    Reading last = readings.getLast();
    long packets = last.sensors().get(sensor).packets() - first.sensors().get(sensor).packets();
    return packets * 1e9 / (last.nanos() - first.nanos());
  }
}
