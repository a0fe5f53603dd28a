package dev.catenary.proto.counter;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** The counters of one running machine; any thread may add and read. Never reset while running. */
public final class Counters {
  private static final int SIZE = DeviceCounter.values().length;

  private final AtomicLongArray values = new AtomicLongArray(SIZE);

  public void increment(DeviceCounter counter) {
    values.getAndIncrement(counter.ordinal());
  }

  public void add(DeviceCounter counter, long amount) {
    values.getAndAdd(counter.ordinal(), amount);
  }

  public long get(DeviceCounter counter) {
    return values.get(counter.ordinal());
  }

  /** A copy of all values that are not zero. */
  public Map<DeviceCounter, Long> snapshot() {
    Map<DeviceCounter, Long> copy = new EnumMap<>(DeviceCounter.class);
    for (DeviceCounter counter : DeviceCounter.values()) {
      long value = get(counter);
      if (value != 0) {
        copy.put(counter, value);
      }
    }
    return copy;
  }
}
