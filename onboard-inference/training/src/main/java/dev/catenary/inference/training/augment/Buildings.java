package dev.catenary.inference.training.augment;

import dev.catenary.inference.training.cloud.CloudPoints;
import dev.catenary.inference.training.cloud.TrueClass;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Puts buildings on a place's empty ground, seen as densely as the place is: houses to halls, with
 * flat, pitched and hipped roofs, things on the roof, and some of the walls. A place that has none
 * of its own would else teach that its kind of survey never shows a building.
 */
final class Buildings {
  private static final double CELL_METRES = 2;
  private static final double MARGIN_METRES = 1;
  private static final double STEP_MAX_METRES = 2.5;
  private static final double EVERY_SQUARE_METRES = 3_000;
  private static final int TRIES = 4;
  private static final double NOISE_METRES = 0.03;
  private static final byte[] RETURNS = {0x11, 0x11, 0x11, 0x11, 0x11, 0x21, 0x22};

  private final CloudPoints cloud;
  private final Random random;
  private final Bounds bounds;
  private final int columns;
  private final int rows;
  private final float[] lowest;
  private final boolean[] taken;
  private final double perSquareMetre;

  private Buildings(CloudPoints cloud, Random random) {
    this.cloud = cloud;
    this.random = random;
    bounds = Bounds.of(cloud);
    columns = (int) ((bounds.east() - bounds.west()) / CELL_METRES) + 1;
    rows = (int) ((bounds.north() - bounds.south()) / CELL_METRES) + 1;
    lowest = new float[columns * rows];
    taken = new boolean[columns * rows];
    perSquareMetre = Density.perSquareMetre(cloud);
    Arrays.fill(lowest, Float.MAX_VALUE);
    for (int i = 0; i < cloud.size; i++) {
      int cell = cell(cloud.eastingMetres[i], cloud.northingMetres[i]);
      if (cloud.truth[i] == TrueClass.OTHER.ordinal()) {
        lowest[cell] = Math.min(lowest[cell], (float) cloud.heightMetres[i]);
      } else if (cloud.truth[i] != TrueClass.UNKNOWN.ordinal()) {
        taken[cell] = true;
      }
    }
  }

  /** The place with some buildings more; below them nothing is seen. */
  static CloudPoints on(CloudPoints cloud, Random random) {
    if (cloud.size == 0) {
      return cloud;
    }
    return new Buildings(cloud, random).build();
  }

  private CloudPoints build() {
    CloudPoints built = new CloudPoints(cloud.size);
    int wanted = (int) (bounds.areaSquareMetres() / EVERY_SQUARE_METRES * 2 * random.nextDouble());
    boolean[] covered = new boolean[cloud.size];
    for (int i = 0; i < wanted; i++) {
      House house = findPlace();
      if (house != null) {
        cover(house, covered);
        house.addTo(built);
      }
    }
    for (int i = 0; i < cloud.size; i++) {
      if (!covered[i]) {
        built.add(cloud, i);
      }
    }
    return built;
  }

  private @Nullable House findPlace() {
    for (int tries = 0; tries < TRIES; tries++) {
      int middle = random.nextInt(cloud.size);
      House house = new House(cloud.eastingMetres[middle], cloud.northingMetres[middle]);
      if (house.findsRoom()) {
        return house;
      }
    }
    return null;
  }

  private void cover(House house, boolean[] covered) {
    for (int i = 0; i < cloud.size; i++) {
      covered[i] |= house.isInside(cloud.eastingMetres[i], cloud.northingMetres[i], 0);
    }
  }

  private int cell(double east, double north) {
    int column = Math.clamp((long) ((east - bounds.west()) / CELL_METRES), 0, columns - 1);
    int row = Math.clamp((long) ((north - bounds.south()) / CELL_METRES), 0, rows - 1);
    return row * columns + column;
  }

  private double uniform(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** One building. */
  private final class House {
    private final double east;
    private final double north;
    private final double cos;
    private final double sin;
    private final double halfWidth;
    private final double halfLength;
    private final double eaves;
    private final double pitch;
    private final boolean hipped;
    private final char brightness;
    private double base;

    House(double east, double north) {
      this.east = east;
      this.north = north;
      boolean large = random.nextInt(3) == 0;
      double turn = uniform(0, Math.PI);
      cos = Math.cos(turn);
      sin = Math.sin(turn);
      halfWidth = large ? uniform(5, 14) : uniform(2, 6);
      halfLength = halfWidth * uniform(1, large ? 2 : 3);
      eaves = large ? uniform(3, 25) : uniform(2.2, 8);
      pitch = random.nextInt(3) == 0 ? 0 : Math.tan(Math.toRadians(uniform(8, large ? 25 : 50)));
      hipped = random.nextBoolean();
      brightness = (char) (20 + random.nextInt(200));
    }

    boolean isInside(double x, double y, double margin) {
      double across = (x - east) * cos + (y - north) * sin;
      double along = (y - north) * cos - (x - east) * sin;
      return Math.abs(across) < halfWidth + margin && Math.abs(along) < halfLength + margin;
    }

    /** Level ground with nothing on it. */
    boolean findsRoom() {
      double reach = halfWidth + halfLength + MARGIN_METRES;
      double low = Double.MAX_VALUE;
      double high = -Double.MAX_VALUE;
      for (double x = east - reach; x <= east + reach; x += CELL_METRES) {
        for (double y = north - reach; y <= north + reach; y += CELL_METRES) {
          if (isInside(x, y, MARGIN_METRES + CELL_METRES)) {
            int cell = cell(x, y);
            if (taken[cell]) {
              return false;
            }
            if (lowest[cell] != Float.MAX_VALUE) {
              low = Math.min(low, lowest[cell]);
              high = Math.max(high, lowest[cell]);
            }
          }
        }
      }
      base = low;
      if (low == Double.MAX_VALUE || high - low > STEP_MAX_METRES) {
        return false;
      }
      take(reach);
      return true;
    }

    private void take(double reach) {
      for (double x = east - reach; x <= east + reach; x += CELL_METRES) {
        for (double y = north - reach; y <= north + reach; y += CELL_METRES) {
          taken[cell(x, y)] |= isInside(x, y, MARGIN_METRES + CELL_METRES);
        }
      }
    }

    void addTo(CloudPoints built) {
      addRoof(built);
      for (int i = random.nextInt(4); i > 0; i--) {
        addBox(built);
      }
      for (int side = 0; side < 4; side++) {
        addWall(built, side, perSquareMetre * uniform(-0.2, 0.6));
      }
    }

    private void addRoof(CloudPoints built) {
      int points = (int) (4 * halfWidth * halfLength * perSquareMetre * uniform(0.7, 1.3));
      for (int i = 0; i < points; i++) {
        double across = uniform(-halfWidth, halfWidth);
        double along = uniform(-halfLength, halfLength);
        put(built, across, along, roof(across, along));
      }
    }

    private double roof(double across, double along) {
      double in = halfWidth - Math.abs(across);
      double fromEnd = halfLength - Math.abs(along);
      return eaves + pitch * (hipped ? Math.min(in, fromEnd) : in);
    }

    /** A chimney, a dormer, a plant room. */
    private void addBox(CloudPoints built) {
      double side = uniform(0.5, Math.min(4, halfWidth));
      double up = uniform(0.5, 3);
      double across = uniform(-halfWidth + side / 2, halfWidth - side / 2);
      double along = uniform(-halfLength + side / 2, halfLength - side / 2);
      double top = roof(across, along) + up;
      int points = (int) (side * side * perSquareMetre) + 1;
      for (int i = 0; i < points; i++) {
        put(built, across + uniform(-side, side) / 2, along + uniform(-side, side) / 2, top);
      }
    }

    private void addWall(CloudPoints built, int side, double perSquareMetre) {
      boolean isLong = side < 2;
      double length = 2 * (isLong ? halfLength : halfWidth);
      double sign = side % 2 == 0 ? 1 : -1;
      int points = (int) (length * eaves * Math.max(0, perSquareMetre));
      for (int i = 0; i < points; i++) {
        double at = uniform(-length / 2, length / 2);
        double up = uniform(0, eaves);
        if (isLong) {
          put(built, sign * halfWidth, at, up);
        } else {
          put(built, at, sign * halfLength, up);
        }
      }
    }

    private void put(CloudPoints built, double across, double along, double up) {
      built.add(
          east + across * cos - along * sin + NOISE_METRES * random.nextGaussian(),
          north + across * sin + along * cos + NOISE_METRES * random.nextGaussian(),
          base + up + NOISE_METRES * random.nextGaussian(),
          (char) (brightness + random.nextInt(20)),
          RETURNS[random.nextInt(RETURNS.length)],
          (byte) TrueClass.BUILDING.ordinal());
    }
  }
}
