package dev.catenary.uplink.laz;

import java.util.Arrays;

/** The table at the end of the file: how long each chunk is, so that readers can seek. */
final class ChunkTable {
  private static final int VERSION = 0;
  private static final int COUNTS = 0;
  private static final int LENGTHS = 1;

  private final ArithmeticEncoder encoder = new ArithmeticEncoder();
  private final IntegerCoder coder = new IntegerCoder(32, 2);
  private int[] lengths = new int[16];
  private int[] points = new int[16];
  private int count;

  void clear() {
    count = 0;
  }

  void add(int bytes) {
    add(bytes, 0);
  }

  /** Notes a chunk of a file whose chunks have each their own number of points. */
  void add(int bytes, int pointsOfIt) {
    if (count == lengths.length) {
      lengths = Arrays.copyOf(lengths, count * 2);
      points = Arrays.copyOf(points, count * 2);
    }
    points[count] = pointsOfIt;
    lengths[count++] = bytes;
  }

  /** Of chunks that have all but the last the number of points that the header says. */
  void write(LazBuffer out) {
    write(out, false);
  }

  /**
   * @param withPoints each chunk has its own number of points
   */
  void write(LazBuffer out, boolean withPoints) {
    out.u32(VERSION).u32(count);
    if (count == 0) {
      return;
    }
    encoder.start();
    coder.reset();
    int before = 0;
    int pointsBefore = 0;
    for (int i = 0; i < count; i++) {
      if (withPoints) {
        coder.encode(encoder, pointsBefore, points[i], COUNTS);
        pointsBefore = points[i];
      }
      coder.encode(encoder, before, lengths[i], LENGTHS);
      before = lengths[i];
    }
    encoder.finish();
    out.put(encoder.bytes(), encoder.size());
  }
}
