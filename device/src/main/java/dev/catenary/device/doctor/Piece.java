package dev.catenary.device.doctor;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Bytes of a line that are looked at together. */
final class Piece {
  private final ByteArrayOutputStream all = new ByteArrayOutputStream();

  void add(ByteBuffer bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      all.write(bytes.get(i));
    }
  }

  /** Nothing where there is none. */
  void giveTo(HeardStream heard) {
    if (all.size() > 0) {
      heard.take(ByteBuffer.wrap(all.toByteArray()), 0, all.size(), System.nanoTime());
    }
  }
}
