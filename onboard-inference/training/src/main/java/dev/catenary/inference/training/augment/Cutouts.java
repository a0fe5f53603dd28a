package dev.catenary.inference.training.augment;

import java.util.Random;

/** A survey's ragged edge: squares of which nothing was seen, so that zones are there in part. */
final class Cutouts {
  static final Cutouts NONE = new Cutouts(new Random(0), 0);

  private final double cos;
  private final double sin;
  private final double side;
  private final double share;
  private final long seed;

  private Cutouts(Random random, double share) {
    double turn = Math.PI * random.nextDouble();
    cos = Math.cos(turn);
    sin = Math.sin(turn);
    side = 12 + 40 * random.nextDouble();
    this.share = share;
    seed = random.nextLong();
  }

  static Cutouts of(Random random) {
    return new Cutouts(random, 0.4 * random.nextDouble());
  }

  boolean cover(double east, double north) {
    long column = (long) Math.floor((east * cos + north * sin) / side);
    long row = (long) Math.floor((north * cos - east * sin) / side);
    return Cells.draw(column, row, seed) < share;
  }
}
