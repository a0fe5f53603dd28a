package dev.catenary.capture.replay;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts IPv4 fragments together again, in whatever order they come. A fixed number of datagrams can
 * be under way; the one begun longest ago makes room and counts as incomplete, as does one that is
 * older than 30 s (Linux's own limit), whose number may by then belong to another datagram. A
 * fragment that comes again after its datagram was complete is passed over.
 *
 * <p>Source: RFC 791, section 3.2 "Fragmentation and Reassembly"; RFC 815.
 */
final class FragmentReassembler {
  private static final int UNDER_WAY_MAX = 16;
  private static final int DATAGRAM_LENGTH_MAX = 65_535;
  private static final int MORE_FRAGMENTS = 0x2000;
  private static final int OFFSET_MASK = 0x1FFF;
  private static final int UNIT = 8;
  private static final long AGE_NANOS_MAX = 30_000_000_000L;

  private final Counters counters;
  private final Slot[] slots = new Slot[UNDER_WAY_MAX];
  private long begun = 1;

  /** One datagram under way. */
  private static final class Slot {
    private final ByteBuffer bytes = ByteBuffer.allocate(DATAGRAM_LENGTH_MAX);
    private final BitSet units = new BitSet(DATAGRAM_LENGTH_MAX / UNIT + 1);
    private boolean inUse;
    private boolean complete;
    private int source;
    private int destination;
    private short id;
    private int length;
    private long order;
    private long begunNanos;

    private boolean isOf(int otherSource, int otherDestination, short otherId) {
      return (inUse || complete)
          && source == otherSource
          && destination == otherDestination
          && id == otherId;
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
   * @param flagsAndOffset the header's 16 bits of flags and offset in units of eight bytes
   * @param timestampNanos when it was captured
   * @return the whole datagram's payload when this fragment completes it; valid until the next call
   */
  @Nullable ByteBuffer add(
      int source,
      int destination,
      short id,
      int flagsAndOffset,
      long timestampNanos,
      ByteBuffer bytes,
      int offset,
      int length) {
    int start = (flagsAndOffset & OFFSET_MASK) * UNIT;
    boolean more = (flagsAndOffset & MORE_FRAGMENTS) != 0;
    if (start + length > DATAGRAM_LENGTH_MAX || length == 0 || (more && length % UNIT != 0)) {
      counters.increment(DeviceCounter.FRAGMENTS_INCOMPLETE);
      return null;
    }
    Slot slot = slotOf(source, destination, id, timestampNanos);
    if (slot.complete) {
      if (slot.holds(start, bytes, offset, length)) {
        return null;
      }
      // Another datagram under the same number: some senders never change it.
      begin(slot, source, destination, id, timestampNanos);
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

  private Slot slotOf(int source, int destination, short id, long timestampNanos) {
    Slot free = slots[0];
    for (Slot slot : slots) {
      if (timestampNanos - slot.begunNanos > AGE_NANOS_MAX) {
        giveUp(slot);
        slot.complete = false;
      }
      if (slot.isOf(source, destination, id)) {
        return slot;
      }
      if (slot.inUse == free.inUse ? slot.order < free.order : free.inUse) {
        free = slot;
      }
    }
    giveUp(free);
    begin(free, source, destination, id, timestampNanos);
    return free;
  }

  private void begin(Slot slot, int source, int destination, short id, long timestampNanos) {
    slot.inUse = true;
    slot.complete = false;
    slot.begunNanos = timestampNanos;
    slot.source = source;
    slot.destination = destination;
    slot.id = id;
    slot.length = 0;
    slot.order = begun++;
    slot.units.clear();
    slot.bytes.clear();
  }
}
