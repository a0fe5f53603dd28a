package dev.catenary.inference.zone;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The open zones by column and row: open addressing over two arrays, no allocation in use. */
final class ZoneTable {
  private long[] keys = new long[64];
  private @Nullable OpenZone[] zones = new @Nullable OpenZone[64];
  private int size;

  static long key(int column, int row) {
    return ((long) column << 32) | (row & 0xFFFF_FFFFL);
  }

  @Nullable OpenZone get(long key) {
    int mask = keys.length - 1;
    for (int at = slot(key, mask); ; at = (at + 1) & mask) {
      OpenZone zone = zones[at];
      if (zone == null || keys[at] == key) {
        return zone;
      }
    }
  }

  void put(long key, OpenZone zone) {
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
      OpenZone moved = zones[next];
      long movedKey = keys[next];
      zones[next] = null;
      size--;
      put(movedKey, moved);
    }
  }

  int size() {
    return size;
  }

  int capacity() {
    return keys.length;
  }

  @Nullable OpenZone at(int slot) {
    return zones[slot];
  }

  private void grow() {
    long[] oldKeys = keys;
    @Nullable OpenZone[] oldZones = zones;
    keys = new long[oldKeys.length * 2];
    zones = Arrays.copyOf(new @Nullable OpenZone[0], keys.length);
    size = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      OpenZone zone = oldZones[i];
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
