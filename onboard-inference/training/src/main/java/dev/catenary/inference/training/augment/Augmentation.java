package dev.catenary.inference.training.augment;

import dev.catenary.inference.training.cloud.CloudPoints;
import dev.catenary.inference.training.cloud.TrueClass;
import java.util.Random;

/**
 * Makes another survey of the same place: turned and shifted, so that no cube falls as before,
 * thinner or denser as by another sensor, height or speed, tilted, noisy, with shadows and gaps in
 * the wires.
 */
public final class Augmentation {
  /** Of one survey. */
  private static final int POINTS_MAX = 120_000;

  /** Points a square metre of a cloud that an aircraft would see with fewer. */
  private static final double DENSE = 60;

  private static final double THINNEST = 0.15;
  private static final double TILT_RAD = Math.toRadians(3);

  /** Of a steep slope, or of a sensor whose tilt is not known. */
  private static final double TILT_MAX_RAD = Math.toRadians(15);

  /** In one survey of so many. */
  private static final int TILTED_ONE_IN = 4;

  /** In one survey of so many no ground is seen. */
  private static final int GROUNDLESS_ONE_IN = 16;

  private static final double NOISE_METRES = 0.05;
  private static final double SHADOW_METRES = 4;
  private static final double SHADOW_EVERY_SQUARE_METRES = 1_500;
  private static final double GAP_CELL_METRES = 6;

  private final Random random;

  public Augmentation(long seed) {
    random = new Random(seed);
  }

  /** The survey as it was, but for the brightness, and no larger than can be worked on. */
  public CloudPoints asIs(CloudPoints place) {
    CloudPoints part = Window.of(place, POINTS_MAX, random);
    Echoes echoes = new Echoes(random);
    CloudPoints same = new CloudPoints(part.size);
    for (int i = 0; i < part.size; i++) {
      same.add(part, i);
      same.intensity[i] = echoes.intensity(part.intensity[i]);
    }
    return same;
  }

  /** Another survey of the cloud. */
  public CloudPoints of(CloudPoints place) {
    CloudPoints part = Window.of(place, POINTS_MAX, random);
    // Before it is made denser or seen from above, so that what is built is seen as all else is.
    return seenAnew(otherDensity(part.size == 0 ? part : built(part, TowerLines.areOn(place))));
  }

  /** The place with buildings, lines, plants, and what looks like them, in most surveys. */
  private CloudPoints built(CloudPoints part, boolean hasTowers) {
    Plot plot = new Plot(part, random);
    CloudPoints built = new CloudPoints(part.size + part.size / 4);
    if (random.nextInt(4) != 0) {
      Buildings.on(plot, built);
    }
    if (random.nextInt(2) == 0) {
      Clutter.on(plot, built);
    }
    if (random.nextInt(2) == 0) {
      PoleLines.over(plot, built);
    }
    if (!hasTowers && random.nextInt(4) != 0) {
      TowerLines.over(plot, built);
    }
    if (random.nextInt(3) != 0) {
      // Last, so that they stand beside what was built.
      Trees.on(plot, built);
    }
    plot.addRest(built);
    return built;
  }

  /** By turns as it is, seen from above, denser, or thinned by chance. */
  private CloudPoints otherDensity(CloudPoints cloud) {
    double dense = Density.perSquareMetre(cloud);
    return switch (random.nextInt(4)) {
      case 0 -> cloud;
      case 1 -> Density.fromAbove(cloud, Math.min(dense, logUniform(1, 60)), random);
      case 2 ->
          dense > DENSE
              ? Density.fromAbove(cloud, logUniform(1, 60), random)
              : denser(cloud, logUniform(1.5, 30));
      default -> thinned(cloud, logUniform(2, 20) / dense);
    };
  }

  private CloudPoints thinned(CloudPoints cloud, double share) {
    if (share >= 1) {
      return cloud;
    }
    CloudPoints thin = new CloudPoints((int) (cloud.size * share) + 16);
    for (int i = 0; i < cloud.size; i++) {
      if (random.nextDouble() < share) {
        thin.add(cloud, i);
      }
    }
    return thin;
  }

  private CloudPoints denser(CloudPoints cloud, double times) {
    return Density.denser(Window.of(cloud, (int) (POINTS_MAX / times), random), times, random);
  }

  private double logUniform(double low, double high) {
    return low * Math.pow(high / low, random.nextDouble());
  }

  private CloudPoints seenAnew(CloudPoints cloud) {
    double keep = random.nextBoolean() ? 1 : THINNEST + (1 - THINNEST) * random.nextDouble();
    Place place = new Place(cloud, random);
    double noise = random.nextInt(3) == 0 ? 0 : NOISE_METRES * random.nextDouble();
    Echoes echoes = new Echoes(random);
    Shadows shadows = random.nextBoolean() ? Shadows.NONE : shadows(cloud);
    Stripes stripes = random.nextInt(3) == 0 ? new Stripes(random) : Stripes.NONE;
    Cutouts cutouts = random.nextInt(4) == 0 ? Cutouts.of(random) : Cutouts.NONE;
    double gaps = random.nextBoolean() ? 0 : 0.4 * random.nextDouble();
    long gapSeed = random.nextLong();
    boolean groundless = random.nextInt(GROUNDLESS_ONE_IN) == 0;
    CloudPoints other = new CloudPoints(cloud.size);
    double[] at = new double[3];
    for (int i = 0; i < cloud.size; i++) {
      double east = cloud.eastingMetres[i];
      double north = cloud.northingMetres[i];
      if (random.nextDouble() >= keep
          || shadows.cover(east, north)
          || cutouts.cover(east, north)
          || !stripes.see(east, north)
          || !echoes.keep(cloud.lasReturns[i])
          || (groundless && cloud.truth[i] == TrueClass.OTHER.ordinal())
          || (cloud.truth[i] == TrueClass.CONDUCTOR.ordinal()
              && isGap(east, north, gaps, gapSeed))) {
        continue;
      }
      place.move(east, north, cloud.heightMetres[i], at);
      other.add(
          at[0] + noise * random.nextGaussian(),
          at[1] + noise * random.nextGaussian(),
          at[2] + noise * random.nextGaussian(),
          echoes.intensity(cloud.intensity[i]),
          echoes.returns(cloud.lasReturns[i]),
          cloud.truth[i]);
    }
    return other;
  }

  private Shadows shadows(CloudPoints cloud) {
    Bounds bounds = Bounds.of(cloud);
    int count =
        (int) (bounds.areaSquareMetres() / SHADOW_EVERY_SQUARE_METRES * random.nextDouble());
    return new Shadows(bounds, count, SHADOW_METRES, random);
  }

  /** Tests whether a stretch of wire is missing, the same answer all along it. */
  private static boolean isGap(double east, double north, double share, long seed) {
    if (share == 0) {
      return false;
    }
    long column = (long) Math.floor(east / GAP_CELL_METRES);
    long row = (long) Math.floor(north / GAP_CELL_METRES);
    return Cells.draw(column, row, seed) < share;
  }

  /** A turn, a mirror, a shift and a tilt. */
  private static final class Place {
    private final Bounds bounds;
    private final double cos;
    private final double sin;
    private final double mirror;
    private final double shiftEast;
    private final double shiftNorth;
    private final double slopeEast;
    private final double slopeNorth;

    Place(CloudPoints cloud, Random random) {
      bounds = Bounds.of(cloud);
      double turn = 2 * Math.PI * random.nextDouble();
      cos = Math.cos(turn);
      sin = Math.sin(turn);
      mirror = random.nextBoolean() ? 1 : -1;
      shiftEast = 1_000 * random.nextDouble();
      shiftNorth = 1_000 * random.nextDouble();
      double tilt = random.nextInt(TILTED_ONE_IN) == 0 ? TILT_MAX_RAD : TILT_RAD;
      slopeEast = Math.tan(tilt * (2 * random.nextDouble() - 1));
      slopeNorth = Math.tan(tilt * (2 * random.nextDouble() - 1));
    }

    void move(double east, double north, double height, double[] to) {
      double x = mirror * (east - bounds.middleEastMetres());
      double y = north - bounds.middleNorthMetres();
      to[0] = cos * x - sin * y + shiftEast - slopeEast * height;
      to[1] = sin * x + cos * y + shiftNorth - slopeNorth * height;
      to[2] = height + slopeEast * to[0] + slopeNorth * to[1];
    }
  }
}
