package dev.catenary.capture.ouster;

/**
 * Counts the packets missing from a sensor's sequence: frame, and within it the packet's place
 * among those that reach into the azimuth window.
 *
 * <p>A frame is what one frame id goes with, so it starts at column 0 also where the window lies
 * across it. A packet up to one frame back is late or repeated, one from farther back is of a
 * sensor that counts anew; neither is a gap.
 */
final class OusterGaps {
  private final int columnsPerPacket;
  private final long frameIds;
  private final int firstPacket;
  private final int lastPacket;
  private final boolean isAcross;
  private final int packetsPerFrame;
  private boolean isKnown;
  private long lastFrame;
  private int lastPlace;
  private long missing;

  OusterGaps(OusterMetadata metadata) {
    columnsPerPacket = metadata.columnsPerPacket();
    frameIds = metadata.frameIds();
    int packets = (metadata.columnsPerFrame() + columnsPerPacket - 1) / columnsPerPacket;
    int first = metadata.windowFirst() / columnsPerPacket;
    int last = metadata.windowLast() / columnsPerPacket;
    isAcross = metadata.windowFirst() > metadata.windowLast();
    boolean isFull = isAcross && first == last;
    firstPacket = isFull ? last + 1 : first;
    lastPacket = last;
    packetsPerFrame = isAcross ? packets - firstPacket + last + 1 : last - first + 1;
  }

  void packet(long frame, int measurementId) {
    int place = place(measurementId / columnsPerPacket);
    if (place < 0) {
      return;
    }
    long framesOn = frame - lastFrame & frameIds - 1;
    if (framesOn >= frameIds / 2) {
      framesOn -= frameIds;
    }
    long packetsOn = framesOn * packetsPerFrame + place - lastPlace;
    boolean isLate = packetsOn <= 0 && packetsOn >= -packetsPerFrame;
    if (isKnown && isLate) {
      return;
    }
    if (isKnown && packetsOn > 1) {
      missing += packetsOn - 1;
    }
    isKnown = true;
    lastFrame = frame;
    lastPlace = place;
  }

  /** The packet's place in its frame; negative where no column of it is in the window. */
  private int place(int packet) {
    if (isAcross) {
      return packet <= lastPacket
          ? packet
          : packet < firstPacket ? -1 : packet - firstPacket + lastPacket + 1;
    }
    return packet > lastPacket ? -1 : packet - firstPacket;
  }

  long packetsMissing() {
    return missing;
  }
}
