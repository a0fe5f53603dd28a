package dev.catenary.simulator.truth;

import dev.catenary.simulator.scan.Returns;
import dev.catenary.simulator.scene.TrueClass;
import java.util.Arrays;
import java.util.Locale;
import java.util.StringJoiner;

/** Points by true class. */
public final class Tally {
  private final long[] points = new long[TrueClass.values().length];

  public void add(Returns returns) {
    for (TrueClass what : TrueClass.values()) {
      points[what.ordinal()] += returns.points(what);
    }
  }

  public void add(Tally other) {
    for (int i = 0; i < points.length; i++) {
      points[i] += other.points[i];
    }
  }

  public void clear() {
    Arrays.fill(points, 0);
  }

  public long points(TrueClass what) {
    return points[what.ordinal()];
  }

  public long all() {
    long all = 0;
    for (long count : points) {
      all += count;
    }
    return all;
  }

  /** As members of a JSON object, in the order of the classes. */
  public String asJson() {
    StringJoiner json = new StringJoiner(", ");
    for (TrueClass what : TrueClass.values()) {
      json.add(String.format(Locale.ROOT, "\"%s\": %d", name(what), points(what)));
    }
    return json.toString();
  }

  private static String name(TrueClass what) {
    return what.name().toLowerCase(Locale.ROOT);
  }
}
