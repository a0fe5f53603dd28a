package dev.catenary.inference.zone;

import dev.catenary.proto.zone.Zone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Zones that nobody holds, by the room they have: sizes are the first room and its doublings. It
 * notes how many of each size were idle all the time between two looks.
 */
final class FreeZones {
  private static final int SIZES = 20;

  /** Number of zones given back between two looks. */
  private static final int RETURNS_PER_LOOK = 2_048;

  private final int firstPoints;
  private final List<List<Zone>> bySize =
      Stream.generate(() -> (List<Zone>) new ArrayList<Zone>()).limit(SIZES).toList();
  private final int[] idle = new int[SIZES];
  private long bytes;
  private int returns;

  FreeZones(int firstPoints) {
    this.firstPoints = firstPoints;
  }

  /** Memory of all that are here. */
  long bytes() {
    return bytes;
  }

  /** The smallest size that holds so many points. */
  int roomFor(int points) {
    int room = firstPoints;
    while (room < points) {
      room *= 2;
    }
    return room;
  }

  /** One with room for exactly so many points, a size; null when there is none. */
  @Nullable Zone take(int points) {
    return takeFrom(size(points));
  }

  /** The smallest with more room than that; null when there is none. */
  @Nullable Zone takeLarger(int points) {
    for (int size = size(points) + 1; size < SIZES; size++) {
      Zone zone = takeFrom(size);
      if (zone != null) {
        return zone;
      }
    }
    return null;
  }

  private @Nullable Zone takeFrom(int size) {
    List<Zone> zones = bySize.get(size);
    if (zones.isEmpty()) {
      return null;
    }
    Zone zone = zones.removeLast();
    bytes -= zone.capacityBytes();
    idle[size] = Math.min(idle[size], zones.size());
    return zone;
  }

  void put(Zone zone) {
    bySize.get(size(zone.capacity())).add(zone);
    bytes += zone.capacityBytes();
  }

  /** Lets go of one, the smallest; gives its bytes. There must be one. */
  long letGoOne() {
    for (int size = 0; size < SIZES; size++) {
      Zone zone = takeFrom(size);
      if (zone != null) {
        return zone.capacityBytes();
      }
    }
    throw new IllegalStateException("no free zone to let go of");
  }

  /** Counts one return; at each look lets go of what was idle since the last. Gives its bytes. */
  long letGoIdle() {
    if (++returns < RETURNS_PER_LOOK) {
      return 0;
    }
    returns = 0;
    long before = bytes;
    for (int size = 0; size < SIZES; size++) {
      int unused = idle[size];
      for (int i = 0; i < unused; i++) {
        takeFrom(size);
      }
    }
    Arrays.setAll(idle, size -> bySize.get(size).size());
    return before - bytes;
  }

  /** Of a room that is no size, the next smaller one. */
  private int size(int points) {
    int size = 31 - Integer.numberOfLeadingZeros(Math.max(1, points / firstPoints));
    return Math.min(size, SIZES - 1);
  }
}
