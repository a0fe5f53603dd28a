package dev.catenary.uplink.laz;

import dev.catenary.proto.zone.Zone;
import java.util.Arrays;

/** The layer of intensities, each near the latest one of the same place in its pulse. */
final class IntensityLayer {
  private final IntegerCoder coder = new IntegerCoder(16, 4);
  private final int[] latest = new int[8];

  private final LazOrigin origin;

  IntensityLayer(LazOrigin origin) {
    this.origin = origin;
  }

  /** Intensity in LAS's 16 bits: LAS 1.4 R15, "Intensity", asks for the full range. */
  static int scaled(LazOrigin origin, Zone zone, int point) {
    return Math.min(0xFFFF, zone.intensity[point] * origin.intensitySteps(zone.sensor[point]));
  }

  /** Returns false when all are the same: the layer is then left out. */
  boolean encode(ArithmeticEncoder encoder, Zone zone, int from, int to, ChunkContext context) {
    encoder.start();
    coder.reset();
    int before = scaled(origin, zone, from);
    Arrays.fill(latest, before);
    boolean changed = false;
    for (int i = from + 1; i < to; i++) {
      int place = context.returnPlace[i - from];
      int slot = place << 1 | context.timeChanged[i - from];
      int intensity = scaled(origin, zone, i);
      changed |= intensity != before;
      before = intensity;
      coder.encode(encoder, latest[slot], intensity, place);
      latest[slot] = intensity;
    }
    encoder.finish();
    return changed;
  }
}
