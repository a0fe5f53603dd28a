package dev.catenary.fleet.bridge;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counters that any thread may move. */
public final class Counts {
  private final Map<BridgeCounter, LongAdder> adders = new EnumMap<>(BridgeCounter.class);

  public Counts() {
    for (BridgeCounter counter : BridgeCounter.values()) {
      adders.put(counter, new LongAdder());
    }
  }

  void increment(BridgeCounter counter) {
    adder(counter).increment();
  }

  public long of(BridgeCounter counter) {
    return adder(counter).sum();
  }

  private LongAdder adder(BridgeCounter counter) {
    LongAdder adder = adders.get(counter);
    if (adder == null) {
      throw new IllegalStateException("no counter " + counter);
    }
    return adder;
  }

  /** One line, as {@code received 3, taken 2, refused 1}. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder();
    for (BridgeCounter counter : BridgeCounter.values()) {
      line.append(line.isEmpty() ? "" : ", ")
          .append(counter.name().toLowerCase(Locale.ROOT))
          .append(' ')
          .append(of(counter));
    }
    return line.toString();
  }
}
