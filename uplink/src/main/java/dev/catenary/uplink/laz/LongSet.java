package dev.catenary.uplink.laz;

import java.util.Arrays;

/** Set of numbers that are not negative, without an object for each. */
final class LongSet {
  private static final long FREE = -1;

  private long[] slots = new long[1 << 12];
  private int size;

  LongSet() {
    clear();
  }

  void clear() {
    Arrays.fill(slots, FREE);
    size = 0;
  }

  /** True when the number was not there before. */
  boolean add(long number) {
    if (size * 2 >= slots.length) {
      grow();
    }
    int slot = slotOf(number);
    if (slots[slot] == number) {
      return false;
    }
    slots[slot] = number;
    size++;
    return true;
  }

  private int slotOf(long number) {
    int mask = slots.length - 1;
    int slot = (int) ((number * 0x9E37_79B9_7F4A_7C15L) >>> 33) & mask;
    while (slots[slot] != FREE && slots[slot] != number) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * 2];
    Arrays.fill(slots, FREE);
    for (long number : old) {
      if (number != FREE) {
        slots[slotOf(number)] = number;
      }
    }
  }
}
