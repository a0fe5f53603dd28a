package dev.catenary.simulator.scene;

import java.util.SplittableRandom;

/** Grows trees: eucalypts of loose clusters, dense conifers in tiers, shrubs. */
final class Trees {
  private static final double BARK = 0.35;
  private static final double LEAVES = 0.5;

  private final SceneParts parts;
  private final SplittableRandom random;

  Trees(SceneParts parts, SplittableRandom random) {
    this.parts = parts;
    this.random = random;
  }

  void any(double east, double north) {
    double kind = random.nextDouble();
    if (kind < 0.5) {
      eucalypt(east, north, 7 + random.nextDouble() * 11);
    } else if (kind < 0.7) {
      conifer(east, north, 6 + random.nextDouble() * 9);
    } else {
      shrub(east, north);
    }
  }

  void eucalypt(double east, double north, double height) {
    int object = parts.nextObject();
    Point foot = parts.ground(east, north);
    trunk(foot, height * 0.75, 0.12 + height * 0.012, object);
    int clusters = 5 + random.nextInt(5);
    for (int i = 0; i < clusters; i++) {
      double radius = height * (0.07 + 0.06 * random.nextDouble());
      double turn = random.nextDouble() * 2 * Math.PI;
      double out = height * 0.17 * random.nextDouble();
      double up = height * (0.5 + 0.42 * random.nextDouble());
      Point middle = foot.plus(out * Math.cos(turn), out * Math.sin(turn), up);
      crown(middle, radius, radius * 0.75, 0.9, object);
    }
  }

  /** A eucalypt with a branch that comes within the given gap of a conductor. */
  void tooClose(Point conductor, double side, double gapMetres) {
    double radius = 1.2 + random.nextDouble() * 0.6;
    double north = conductor.y() + side * (gapMetres + radius);
    int object = parts.nextObject();
    Point foot = parts.ground(conductor.x(), north + side * 0.8);
    double height = conductor.z() - foot.z();
    trunk(foot, height * 0.8, 0.22, object);
    crown(new Point(conductor.x(), north, conductor.z()), radius, radius * 0.8, 0.5, object);
    for (int i = 0; i < 4; i++) {
      double east = (random.nextDouble() - 0.5) * 3;
      double up = height * (0.6 + 0.25 * random.nextDouble());
      crown(foot.plus(east, side * (0.8 + random.nextDouble()), up), 1.3, 1, 0.8, object);
    }
  }

  private void conifer(double east, double north, double height) {
    int object = parts.nextObject();
    Point foot = parts.ground(east, north);
    trunk(foot, height * 0.9, 0.1 + height * 0.01, object);
    int tiers = 5;
    for (int i = 0; i < tiers; i++) {
      double part = (i + 0.7) / tiers;
      double radius = height * 0.2 * (1.15 - part);
      crown(foot.plus(0, 0, height * part), radius, height * 0.13, 0.45, object);
    }
  }

  private void shrub(double east, double north) {
    double radius = 0.5 + random.nextDouble();
    Point foot = parts.ground(east, north);
    crown(foot.plus(0, 0, radius * 0.6), radius, radius * 0.8, 0.4, parts.nextObject());
  }

  private void trunk(Point foot, double height, double radius, int object) {
    parts.add(
        new Column(
            foot.x(),
            foot.y(),
            foot.z() - 1,
            foot.z() + height,
            radius,
            BARK,
            TrueClass.VEGETATION,
            object));
  }

  private void crown(Point middle, double radius, double half, double freePath, int object) {
    parts.add(
        new Crown(middle.x(), middle.y(), middle.z(), radius, half, freePath, LEAVES, object));
  }
}
