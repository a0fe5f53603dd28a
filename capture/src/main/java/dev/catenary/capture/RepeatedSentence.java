package dev.catenary.capture;

import java.nio.ByteBuffer;

/**
 * Knows again the sentence that was seen last: a Velodyne says the one it was given in every
 * position packet until it is given another, and only once was it just said by the receiver.
 */
final class RepeatedSentence {
  private final byte[] last;
  private int lastLength = -1;

  /**
   * @param lengthMax of a sentence; a longer one is never held to be repeated
   */
  RepeatedSentence(int lengthMax) {
    last = new byte[lengthMax];
  }

  /**
   * True when this one is byte for byte the one asked about before; else it is kept for the next.
   */
  boolean isRepeated(ByteBuffer bytes, int offset, int length) {
    if (length == lastLength && isLast(bytes, offset)) {
      return true;
    }
    if (length > last.length) {
      lastLength = -1;
      return false;
    }
    bytes.get(offset, last, 0, length);
    lastLength = length;
    return false;
  }

  private boolean isLast(ByteBuffer bytes, int offset) {
    for (int i = 0; i < lastLength; i++) {
      if (bytes.get(offset + i) != last[i]) {
        return false;
      }
    }
    return true;
  }
}
