package dev.catenary.uplink.laz;

import dev.catenary.proto.zone.Zone;
import java.util.Arrays;

/** The layer of z: each height near the latest of the same level within its pulse. */
final class HeightLayer {
  private static final int LEVELS = 8;

  private final IntegerCoder coder = new IntegerCoder(32, 20);
  private final int[] latest = new int[LEVELS];

  void encode(ArithmeticEncoder encoder, Zone zone, int from, int to, ChunkContext context) {
    encoder.start();
    coder.reset();
    Arrays.fill(latest, zone.zMillimetres[from]);
    for (int i = from + 1; i < to; i++) {
      int returns = zone.lasReturns[i] & 0xFF;
      int level = Math.min(LEVELS - 1, Math.abs((returns >> 4) - (returns & 0xF)));
      int z = zone.zMillimetres[i];
      coder.encode(encoder, latest[level], z, context.heightContext[i - from]);
      latest[level] = z;
    }
    encoder.finish();
  }
}
