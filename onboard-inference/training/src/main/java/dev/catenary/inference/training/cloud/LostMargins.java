package dev.catenary.inference.training.cloud;

import dev.catenary.proto.zone.ZoneId;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;

/**
 * Of every fourth zone, chosen by chance, about half of what lies around is not known: the service
 * may look before the vehicle has come by, after a start, or when memory is short.
 */
final class LostMargins implements ToIntFunction<ZoneId> {
  private static final int ONE_IN = 4;

  private final long seed;

  LostMargins(long seed) {
    this.seed = seed;
  }

  @Override
  public int applyAsInt(ZoneId id) {
    SplittableRandom random = new SplittableRandom(seed ^ id.column() * 0x9E37_79B9L ^ id.row());
    return random.nextInt(ONE_IN) == 0
        ? random.nextInt(ZoneCutter.ALL_AROUND + 1)
        : ZoneCutter.ALL_AROUND;
  }
}
