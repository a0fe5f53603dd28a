package dev.catenary.inference.zone;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Zones by column and row: open addressing over two arrays, no allocation in use. */
final class ZoneTable {
  private long[] keys = new long[64];
  private @Nullable ZoneEntry[] zones = new @Nullable ZoneEntry[64];
  private int size;

  static long key(int column, int row) {
    return ((long) column << 32) | (row & 0xFFFF_FFFFL);
  }

  @Nullable ZoneEntry get(long key) {
    int mask = keys.length - 1;
    for (int at = slot(key, mask); ; at = (at + 1) & mask) {
      ZoneEntry zone = zones[at];
      if (zone == null || keys[at] == key) {
        return zone;
      }
    }
  }

  void put(long key, ZoneEntry zone) {
    if (size * 2 >= keys.length) {
      grow();
    }
    int mask = keys.length - 1;
    int at = slot(key, mask);
    while (zones[at] != null) {
      at = (at + 1) & mask;
    }
    keys[at] = key;
    zones[at] = zone;
    size++;
  }

  /** Takes a zone out and moves up what stood behind it. */
  void remove(long key) {
    int mask = keys.length - 1;
    int at = slot(key, mask);
    while (zones[at] != null && keys[at] != key) {
      at = (at + 1) & mask;
    }
    if (zones[at] == null) {
      return;
    }
    zones[at] = null;
    size--;
    for (int next = (at + 1) & mask; zones[next] != null; next = (next + 1) & mask) {
      ZoneEntry moved = zones[next];
      long movedKey = keys[next];
      zones[next] = null;
      size--;
      put(movedKey, moved);
    }
  }

  /** Of the zones with points the one whose last came first; null when none has any. */
  @Nullable ZoneEntry longestWithoutAPoint() {
    return longest(false, 0);
  }

  /** The same, of those that have no point of this datagram. */
  @Nullable ZoneEntry longestWithoutAPoint(long untouchedBy) {
    return longest(true, untouchedBy);
  }

  private @Nullable ZoneEntry longest(boolean untouched, long sequence) {
    ZoneEntry longest = null;
    for (ZoneEntry zone : zones) {
      if (zone != null
          && zone.zone.size > 0
          && !(untouched && zone.isTouchedBy(sequence))
          && (longest == null || zone.zone.lastHostNanos < longest.zone.lastHostNanos)) {
        longest = zone;
      }
    }
    return longest;
  }

  int size() {
    return size;
  }

  int capacity() {
    return keys.length;
  }

  @Nullable ZoneEntry at(int slot) {
    return zones[slot];
  }

  private void grow() {
    long[] oldKeys = keys;
    @Nullable ZoneEntry[] oldZones = zones;
    keys = new long[oldKeys.length * 2];
    zones = Arrays.copyOf(new @Nullable ZoneEntry[0], keys.length);
    size = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      ZoneEntry zone = oldZones[i];
      if (zone != null) {
        put(oldKeys[i], zone);
      }
    }
  }

  private static int slot(long key, int mask) {
    long mixed = key * 0x9E37_79B9_7F4A_7C15L;
    return (int) (mixed >>> 40) & mask;
  }
}
