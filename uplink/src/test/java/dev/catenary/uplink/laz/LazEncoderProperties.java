package dev.catenary.uplink.laz;

import dev.catenary.proto.zone.Zone;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the points are, a reader finds them again. */
class LazEncoderProperties {
  private final LazChunkEncoder encoder =
      new LazChunkEncoder(new LazMetadata("PROJCS[\"test\"]", "1"), () -> Instant.EPOCH);

  /**
   * Each field keeps its value, steps a little, or jumps anywhere, by odds of its own: so each
   * layer meets runs, small differences and full range, and GPS time goes forth and back.
   */
  @Property(tries = 300)
  void pointsAreReadBack(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 2_000) int points,
      @ForAll @IntRange(min = 0, max = 60) int timeStepBits) {
    Random random = new Random(seed);
    int[] keepPercent = random.ints(11, 0, 101).toArray();
    int[] stepPercent = random.ints(11, 0, 101).toArray();
    Zone zone =
        Clouds.zone(
            points,
            (z, i) -> {
              int b = Math.max(0, i - 1);
              long[] next = new long[11];
              for (int field = 0; field < 11; field++) {
                next[field] =
                    random.nextInt(100) < keepPercent[field]
                        ? 0
                        : random.nextInt(100) < stepPercent[field]
                            ? random.nextInt(-3, 4)
                            : random.nextLong();
              }
              z.xMillimetres[i] = z.xMillimetres[b] + (int) next[0];
              z.yMillimetres[i] = z.yMillimetres[b] + (int) next[1];
              z.zMillimetres[i] = z.zMillimetres[b] + (int) next[2];
              z.intensity[i] = (char) (z.intensity[b] + next[3]);
              z.lasReturns[i] = (byte) (z.lasReturns[b] + next[4]);
              z.label[i] = (byte) (z.label[b] + next[5]);
              z.sensor[i] = (byte) (z.sensor[b] + next[6]);
              z.confidence[i] = (byte) (z.confidence[b] + next[7]);
              z.ring[i] = (byte) (z.ring[b] + next[8]);
              z.scanAngle[i] = (short) (z.scanAngle[b] + next[10]);
              z.gpsTimeNanos[i] = z.gpsTimeNanos[b] + (next[9] >> timeStepBits);
            });
    ReadBack.assertSame(zone, encoder.encode(zone));
  }
}
