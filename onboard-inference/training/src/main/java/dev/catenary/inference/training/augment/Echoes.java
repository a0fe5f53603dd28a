package dev.catenary.inference.training.augment;

import java.util.Random;

/** Echoes as another sensor reports them: only one echo, other brightness, or none. */
final class Echoes {
  private static final byte SINGLE = 0x11;

  private final boolean single;
  private final boolean firstOnly;
  private final boolean dull;
  private final double gain;
  private final double jitter;
  private final Random random;

  Echoes(Random random) {
    this.random = random;
    single = random.nextInt(3) == 0;
    firstOnly = single && random.nextBoolean();
    dull = random.nextBoolean();
    gain = 0.5 + random.nextDouble();
    jitter = random.nextDouble();
  }

  boolean keep(byte lasReturns) {
    return !firstOnly || (lasReturns & 0xF) == 1;
  }

  byte returns(byte lasReturns) {
    return single ? SINGLE : lasReturns;
  }

  char intensity(char intensity) {
    if (dull) {
      return 100;
    }
    double changed = intensity * gain * Math.exp(jitter * random.nextGaussian());
    return (char) Math.clamp((long) changed, 0, Character.MAX_VALUE);
  }
}
