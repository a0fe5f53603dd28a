package dev.catenary.inference.training.augment;

import java.util.Random;

/** The lines of a scanner: dense along, sparse across. */
final class Stripes {
  static final Stripes NONE = new Stripes();

  private final boolean any;
  private final double across;
  private final double along;
  private final double everyMetres;
  private final double share;

  private Stripes() {
    any = false;
    across = 0;
    along = 0;
    everyMetres = 1;
    share = 1;
  }

  Stripes(Random random) {
    any = true;
    double angle = Math.PI * random.nextDouble();
    across = Math.cos(angle);
    along = Math.sin(angle);
    everyMetres = 0.4 + 1.1 * random.nextDouble();
    share = 0.25 + 0.5 * random.nextDouble();
  }

  boolean see(double east, double north) {
    if (!any) {
      return true;
    }
    double line = (east * across + north * along) / everyMetres;
    return line - Math.floor(line) < share;
  }
}
