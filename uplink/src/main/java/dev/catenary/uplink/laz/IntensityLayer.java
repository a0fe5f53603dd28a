package dev.catenary.uplink.laz;

import dev.catenary.proto.zone.Zone;
import java.util.Arrays;

/** The layer of intensities, each near the latest one of the same place in its pulse. */
final class IntensityLayer {
  private final IntegerCoder coder = new IntegerCoder(16, 4);
  private final int[] latest = new int[8];

  /** Returns false when all are the same: the layer is then left out. */
  boolean encode(ArithmeticEncoder encoder, Zone zone, int from, int to, ChunkContext context) {
    encoder.start();
    coder.reset();
    Arrays.fill(latest, zone.intensity[from]);
    boolean changed = false;
    for (int i = from + 1; i < to; i++) {
      int place = context.returnPlace[i - from];
      int slot = place << 1 | context.timeChanged[i - from];
      int intensity = zone.intensity[i];
      changed |= intensity != zone.intensity[i - 1];
      coder.encode(encoder, latest[slot], intensity, place);
      latest[slot] = intensity;
    }
    encoder.finish();
    return changed;
  }
}
