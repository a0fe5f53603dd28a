package dev.catenary.capture.replay;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts IPv4 fragments together again, in whatever order they come. A fixed number of datagrams can
 * be under way; the one begun longest ago makes room and counts as incomplete.
 *
 * <p>Source: RFC 791, section 3.2 "Fragmentation and Reassembly"; RFC 815.
 */
final class FragmentReassembler {
  private static final int UNDER_WAY_MAX = 16;
  private static final int DATAGRAM_LENGTH_MAX = 65_535;
  private static final int MORE_FRAGMENTS = 0x2000;
  private static final int OFFSET_MASK = 0x1FFF;
  private static final int UNIT = 8;

  private final Counters counters;
  private final Slot[] slots = new Slot[UNDER_WAY_MAX];
  private long begun;

  /** One datagram under way. */
  private static final class Slot {
    private final ByteBuffer bytes = ByteBuffer.allocate(DATAGRAM_LENGTH_MAX);
    private final BitSet units = new BitSet(DATAGRAM_LENGTH_MAX / UNIT + 1);
    private boolean inUse;
    private int source;
    private int destination;
    private short id;
    private int length;
    private long order;

    private boolean isOf(int otherSource, int otherDestination, short otherId) {
      return inUse && source == otherSource && destination == otherDestination && id == otherId;
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
   * @return the whole datagram's payload when this fragment completes it; valid until the next call
   */
  @Nullable ByteBuffer add(
      int source,
      int destination,
      short id,
      int flagsAndOffset,
      ByteBuffer bytes,
      int offset,
      int length) {
    int start = (flagsAndOffset & OFFSET_MASK) * UNIT;
    boolean more = (flagsAndOffset & MORE_FRAGMENTS) != 0;
    if (start + length > DATAGRAM_LENGTH_MAX || length == 0 || (more && length % UNIT != 0)) {
      counters.increment(DeviceCounter.FRAGMENTS_INCOMPLETE);
      return null;
    }
    Slot slot = slotOf(source, destination, id);
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
    return slot.bytes.limit(slot.length).position(0);
  }

  private Slot slotOf(int source, int destination, short id) {
    Slot free = slots[0];
    for (Slot slot : slots) {
      if (slot.isOf(source, destination, id)) {
        return slot;
      }
      boolean better = !slot.inUse ? free.inUse : free.inUse && slot.order < free.order;
      if (better) {
        free = slot;
      }
    }
    if (free.inUse) {
      counters.increment(DeviceCounter.FRAGMENTS_INCOMPLETE);
    }
    free.inUse = true;
    free.source = source;
    free.destination = destination;
    free.id = id;
    free.length = 0;
    free.order = begun++;
    free.units.clear();
    free.bytes.clear();
    return free;
  }
}
