package dev.catenary.capture.replay;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts IP fragments together again, in whatever order they come. A fixed number of datagrams can be
 * under way. The one begun longest ago makes room and counts as incomplete, as does one that is
 * older than 30 s (Linux's own limit), whose number may by then belong to another datagram. A
 * fragment that comes again after its datagram was complete is passed over; the last one of it
 * counts the whole as repeated.
 *
 * <p>Source: RFC 791, section 3.2 "Fragmentation and Reassembly"; RFC 815; RFC 8200, section 4.5.
 */
final class FragmentReassembler {
  private static final int UNDER_WAY_MAX = 16;
  private static final int DATAGRAM_LENGTH_MAX = 65_535;
  private static final int UNIT = 8;
  private static final long AGE_NANOS_MAX = 30_000_000_000L;

  private final Counters counters;
  private final Slot[] slots = new Slot[UNDER_WAY_MAX];
  private long begun = 1;

  /** One datagram under way. */
  private static final class Slot {
    private final FragmentKey key = new FragmentKey();
    private final ByteBuffer bytes = ByteBuffer.allocate(DATAGRAM_LENGTH_MAX);
    private final BitSet units = new BitSet(DATAGRAM_LENGTH_MAX / UNIT + 1);
    private boolean inUse;
    private boolean complete;
    private int length;
    private long order;
    private long begunNanos;

    private boolean isOf(FragmentKey other) {
      return (inUse || complete) && key.isSame(other);
    }

    private boolean holds(int start, ByteBuffer fragment, int offset, int fragmentLength) {
      boolean equal = start + fragmentLength <= length;
      for (int i = 0; equal && i < fragmentLength; i++) {
        equal = bytes.get(start + i) == fragment.get(offset + i);
      }
      return equal;
    }
  }

  FragmentReassembler(Counters counters) {
    this.counters = counters;
    for (int i = 0; i < slots.length; i++) {
      slots[i] = new Slot();
    }
  }

  /**
   * Adds one fragment.
   *
   * @param start where it belongs in its datagram's payload, bytes
   * @param more true when others follow it
   * @param timestampNanos when it was captured
   * @return the whole datagram's payload when this fragment completes it; valid until the next call
   */
  @Nullable ByteBuffer add(
      FragmentKey key,
      int start,
      boolean more,
      long timestampNanos,
      ByteBuffer bytes,
      int offset,
      int length) {
    if (start + length > DATAGRAM_LENGTH_MAX || length <= 0 || (more && length % UNIT != 0)) {
      counters.increment(DeviceCounter.FRAGMENTS_INCOMPLETE);
      return null;
    }
    Slot slot = slotOf(key, timestampNanos);
    if (slot.complete) {
      if (slot.holds(start, bytes, offset, length)) {
        if (!more) {
          counters.increment(DeviceCounter.DATAGRAMS_REPEATED);
        }
        return null;
      }
      // Another datagram under the same number: some senders never change it.
      begin(slot, key, timestampNanos);
    }
    slot.bytes.put(start, bytes, offset, length);
    slot.units.set(start / UNIT, (start + length + UNIT - 1) / UNIT);
    if (!more) {
      slot.length = start + length;
    }
    int unitsNeeded = (slot.length + UNIT - 1) / UNIT;
    if (slot.length == 0 || slot.units.nextClearBit(0) < unitsNeeded) {
      return null;
    }
    slot.inUse = false;
    slot.complete = true;
    return slot.bytes.limit(slot.length).position(0);
  }

  /** The file has ended: what is under way stays incomplete. */
  void end() {
    for (Slot slot : slots) {
      giveUp(slot);
    }
  }

  private void giveUp(Slot slot) {
    if (slot.inUse) {
      slot.inUse = false;
      counters.increment(DeviceCounter.FRAGMENTS_INCOMPLETE);
    }
  }

  private Slot slotOf(FragmentKey key, long timestampNanos) {
    Slot free = slots[0];
    for (Slot slot : slots) {
      if (timestampNanos - slot.begunNanos > AGE_NANOS_MAX) {
        giveUp(slot);
        slot.complete = false;
      }
      if (slot.isOf(key)) {
        return slot;
      }
      if (slot.inUse == free.inUse ? slot.order < free.order : free.inUse) {
        free = slot;
      }
    }
    giveUp(free);
    begin(free, key, timestampNanos);
    return free;
  }

  private void begin(Slot slot, FragmentKey key, long timestampNanos) {
    slot.key.copy(key);
    slot.inUse = true;
    slot.complete = false;
    slot.begunNanos = timestampNanos;
    slot.length = 0;
    slot.order = begun++;
    slot.units.clear();
    slot.bytes.clear();
  }
}
