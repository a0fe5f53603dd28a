package dev.catenary.capture.gnss;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;

/**
 * Frames of two sync bytes, a header that tells their length, and a check at a place of its own.
 */
abstract class SyncFrames implements BinaryProtocol {
  private final Counters counters;
  private final byte secondSync;
  private final int headerLength;

  /**
   * @param secondSync the byte behind the one that the protocol is known by
   * @param headerLength bytes from the first sync byte on that tell the length
   */
  SyncFrames(Counters counters, byte secondSync, int headerLength) {
    this.counters = counters;
    this.secondSync = secondSync;
    this.headerLength = headerLength;
  }

  /** Length of the whole frame, or {@link #NO_MESSAGE}; all of its header is there. */
  abstract int needed(byte[] stream, int from);

  /** Tests the check; all of the frame is there. */
  abstract boolean isSound(byte[] stream, int from, int needed);

  /** Reads a sound frame. */
  abstract void read(byte[] stream, int from, int needed);

  @Override
  public final int take(byte[] stream, int from, int to) {
    int there = to - from;
    if (there > 1 && stream[from + 1] != secondSync) {
      return NO_MESSAGE;
    }
    if (there < headerLength) {
      return NOT_YET;
    }
    int needed = needed(stream, from);
    if (needed == NO_MESSAGE) {
      return NO_MESSAGE;
    }
    if (there < needed) {
      return NOT_YET;
    }
    if (!isSound(stream, from, needed)) {
      counters.increment(DeviceCounter.RECEIVER_BAD_CHECK);
      return NO_MESSAGE;
    }
    read(stream, from, needed);
    return needed;
  }
}
