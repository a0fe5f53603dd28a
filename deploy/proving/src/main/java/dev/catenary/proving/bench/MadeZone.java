package dev.catenary.proving.bench;

import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A zone as a spinning sensor over a line leaves it: sixteen beams sweep ground and trees, two
 * returns a pulse, range noise, and a confidence for each point.
 */
final class MadeZone {
  private static final ZoneId ID = new ZoneId("EPSG:32755", 32, 21_875, 181_250);
  private static final long START_NANOS = 1_400_000_000_000_000_000L;
  private static final int BEAMS = 16;
  private static final double NOISE_MILLIMETRES = 20;

  private MadeZone() {}

  static Zone of(int points) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    Zone zone = new Zone(ID, points);
    zone.size = points;
    for (int i = 0; i < points; i++) {
      int pulse = i / 2;
      boolean tree = pulse / 4_000 % 3 == 0;
      double turn = pulse * 1e-3;
      double rangeMillimetres = 15_000 + random.nextGaussian() * NOISE_MILLIMETRES;
      zone.xMillimetres[i] = 16_000 + (int) (rangeMillimetres * Math.sin(turn));
      zone.yMillimetres[i] = 16_000 + (int) (rangeMillimetres * Math.cos(turn));
      zone.zMillimetres[i] =
          100_000
              + pulse % BEAMS * 400
              + (tree ? random.nextInt(6_000) : (int) (random.nextGaussian() * NOISE_MILLIMETRES));
      zone.gpsTimeNanos[i] = START_NANOS + pulse * 2_304L + pulse / BEAMS * 18_432L;
      zone.lasReturns[i] = (byte) (i % 2 == 0 ? 0x21 : 0x22);
      zone.intensity[i] = (char) (tree ? random.nextInt(20, 60) : random.nextInt(60, 90));
      zone.ring[i] = (byte) (pulse % BEAMS);
      zone.label[i] = (tree ? ClassLabel.VEGETATION : ClassLabel.GROUND).lasCode();
      zone.confidence[i] = (byte) random.nextInt(200, 256);
    }
    return zone;
  }
}
