package dev.catenary.uplink.laz;

import java.util.Arrays;

/** The table at the end of the file: how long each chunk is, so that readers can seek. */
final class ChunkTable {
  private static final int VERSION = 0;
  private static final int LENGTHS = 1;

  private final ArithmeticEncoder encoder = new ArithmeticEncoder();
  private final IntegerCoder coder = new IntegerCoder(32, 2);
  private int[] lengths = new int[16];
  private int count;

  void clear() {
    count = 0;
  }

  void add(int bytes) {
    if (count == lengths.length) {
      lengths = Arrays.copyOf(lengths, count * 2);
    }
    lengths[count++] = bytes;
  }

  void write(LazBuffer out) {
    out.u32(VERSION).u32(count);
    if (count == 0) {
      return;
    }
    encoder.start();
    coder.reset();
    int before = 0;
    for (int i = 0; i < count; i++) {
      coder.encode(encoder, before, lengths[i], LENGTHS);
      before = lengths[i];
    }
    encoder.finish();
    out.put(encoder.bytes(), encoder.size());
  }
}
