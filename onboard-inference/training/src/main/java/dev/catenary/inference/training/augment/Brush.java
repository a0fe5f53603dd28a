package dev.catenary.inference.training.augment;

import dev.catenary.inference.training.cloud.CloudPoints;
import dev.catenary.inference.training.cloud.TrueClass;
import java.util.Random;

/**
 * Puts points of one class on surfaces and lines, in the frame of a footprint and above its base.
 */
final class Brush {
  private static final double NOISE_METRES = 0.03;
  private static final byte ONLY = 0x11;
  private static final byte FIRST_OF_TWO = 0x21;
  private static final byte LAST_OF_TWO = 0x22;

  private final CloudPoints built;
  private final Random random;
  private final Footprint frame;
  private final double base;
  private final byte kind;
  private final char brightness;
  private final double severalEchoes;

  Brush(CloudPoints built, Plot plot, Footprint frame, double base, TrueClass kind) {
    this.built = built;
    random = plot.random;
    this.frame = frame;
    this.base = base;
    this.kind = (byte) kind.ordinal();
    brightness = (char) (20 + random.nextInt(200));
    severalEchoes = plot.severalEchoes(kind);
  }

  /** One point. */
  void put(double across, double along, double up) {
    built.add(
        frame.eastOf(across, along) + NOISE_METRES * random.nextGaussian(),
        frame.northOf(across, along) + NOISE_METRES * random.nextGaussian(),
        base + up + NOISE_METRES * random.nextGaussian(),
        (char) (brightness + random.nextInt(20)),
        returns(),
        kind);
  }

  private byte returns() {
    if (random.nextDouble() >= severalEchoes) {
      return ONLY;
    }
    return random.nextBoolean() ? FIRST_OF_TWO : LAST_OF_TWO;
  }

  /** A straight line. */
  void line(
      double across0,
      double along0,
      double up0,
      double across1,
      double along1,
      double up1,
      double perMetre) {
    double length =
        Math.sqrt(square(across1 - across0) + square(along1 - along0) + square(up1 - up0));
    for (int i = count(length * perMetre); i > 0; i--) {
      double at = random.nextDouble();
      put(
          across0 + at * (across1 - across0),
          along0 + at * (along1 - along0),
          up0 + at * (up1 - up0));
    }
  }

  /** A level rectangle, its middle and half its sides given. */
  void level(
      double across,
      double along,
      double halfWidth,
      double halfLength,
      double up,
      double perSquareMetre) {
    for (int i = count(4 * halfWidth * halfLength * perSquareMetre); i > 0; i--) {
      put(across + either(halfWidth), along + either(halfLength), up);
    }
  }

  /** An upright rectangle between two places on the map. */
  void upright(
      double across0,
      double along0,
      double across1,
      double along1,
      double low,
      double high,
      double perSquareMetre) {
    double length = Math.hypot(across1 - across0, along1 - along0);
    for (int i = count(length * (high - low) * perSquareMetre); i > 0; i--) {
      double at = random.nextDouble();
      put(
          across0 + at * (across1 - across0),
          along0 + at * (along1 - along0),
          low + (high - low) * random.nextDouble());
    }
  }

  /** The top and the four sides of a box. */
  void box(
      double across,
      double along,
      double halfWidth,
      double halfLength,
      double low,
      double high,
      double topPerSquareMetre,
      double sidesPerSquareMetre) {
    level(across, along, halfWidth, halfLength, high, topPerSquareMetre);
    double a0 = across - halfWidth;
    double a1 = across + halfWidth;
    double l0 = along - halfLength;
    double l1 = along + halfLength;
    upright(a0, l0, a0, l1, low, high, sidesPerSquareMetre);
    upright(a1, l0, a1, l1, low, high, sidesPerSquareMetre);
    upright(a0, l0, a1, l0, low, high, sidesPerSquareMetre);
    upright(a0, l1, a1, l1, low, high, sidesPerSquareMetre);
  }

  /** A whole number that is so much on average. */
  private int count(double wanted) {
    return (int) (Math.max(0, wanted) + random.nextDouble());
  }

  private double either(double half) {
    return half * (2 * random.nextDouble() - 1);
  }

  private static double square(double value) {
    return value * value;
  }
}
