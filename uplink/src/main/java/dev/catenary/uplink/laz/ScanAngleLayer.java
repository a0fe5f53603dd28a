package dev.catenary.uplink.laz;

import dev.catenary.proto.zone.Zone;

/** The layer of scan angles: only where they change. */
final class ScanAngleLayer {
  private final IntegerCoder coder = new IntegerCoder(16, 2);

  /** Returns false when all are the same: the layer is then left out. */
  boolean encode(ArithmeticEncoder encoder, Zone zone, int from, int to, ChunkContext context) {
    encoder.start();
    coder.reset();
    boolean changed = false;
    for (int i = from + 1; i < to; i++) {
      if (zone.scanAngle[i] != zone.scanAngle[i - 1]) {
        changed = true;
        coder.encode(
            encoder, zone.scanAngle[i - 1], zone.scanAngle[i], context.timeChanged[i - from]);
      }
    }
    encoder.finish();
    return changed;
  }
}
