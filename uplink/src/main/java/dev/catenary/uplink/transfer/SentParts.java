package dev.catenary.uplink.transfer;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.nio.ByteBuffer;

/** Counts the parts of one chunk as they are sent, and which of them were begun before. */
final class SentParts {
  private final Counters counters;
  private int tried;

  SentParts(Counters counters) {
    this.counters = counters;
  }

  /** This part, from 1, and those before it have been begun, perhaps by an earlier process. */
  void tried(int part) {
    tried = Math.max(tried, part);
  }

  void sending(int part, ByteBuffer bytes) {
    if (part <= tried) {
      counters.increment(DeviceCounter.PARTS_REPEATED);
      counters.add(DeviceCounter.BYTES_REPEATED, bytes.remaining());
    }
    tried(part);
  }

  void arrived(ByteBuffer bytes) {
    counters.increment(DeviceCounter.PARTS_UPLOADED);
    counters.add(DeviceCounter.BYTES_UPLOADED, bytes.remaining());
  }
}
