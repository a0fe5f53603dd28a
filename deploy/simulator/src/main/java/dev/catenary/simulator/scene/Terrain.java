package dev.catenary.simulator.scene;

/**
 * Gentle hills: a field of heights on a square grid, between whose posts the ground is bilinear.
 * Outside the grid the border's heights go on.
 */
public final class Terrain {
  private static final double POST_METRES = 2;
  private static final double NEAR_METRES = 0.02;
  private static final double PROBE_METRES = 0.05;
  private static final int STEPS_MAX = 200;

  private final double x0;
  private final double y0;
  private final int columns;
  private final int rows;
  private final float[] heights;
  private double slopeMax;
  private double highest = Double.NEGATIVE_INFINITY;

  /** A field of heights before it is put on posts. */
  interface Relief {
    double heightMetres(double east, double north);
  }

  Terrain(double x0, double x1, double y0, double y1, Relief relief) {
    this.x0 = x0;
    this.y0 = y0;
    columns = (int) Math.ceil((x1 - x0) / POST_METRES) + 1;
    rows = (int) Math.ceil((y1 - y0) / POST_METRES) + 1;
    heights = new float[columns * rows];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double height = relief.heightMetres(x0 + column * POST_METRES, y0 + row * POST_METRES);
        heights[row * columns + column] = (float) height;
        highest = Math.max(highest, height);
      }
    }
    measureSlope();
  }

  /** Rolling ground of a paddock whose hills depend on the seed. */
  static Relief rolling(long seed) {
    double phase = (seed & 0xFF) * 0.0245;
    return (east, north) ->
        2.6 * Math.sin(east / 85 + phase)
            + 1.2 * Math.sin(east / 33 + 2 * phase + north / 60)
            + 1.8 * Math.sin(north / 50 + phase);
  }

  private void measureSlope() {
    double squared = 0;
    for (int row = 0; row + 1 < rows; row++) {
      for (int column = 0; column + 1 < columns; column++) {
        int at = row * columns + column;
        float a = heights[at];
        float b = heights[at + 1];
        float c = heights[at + columns];
        float d = heights[at + columns + 1];
        double east = Math.max(Math.abs(b - a), Math.abs(d - c)) / POST_METRES;
        double north = Math.max(Math.abs(c - a), Math.abs(d - b)) / POST_METRES;
        squared = Math.max(squared, east * east + north * north);
      }
    }
    slopeMax = Math.sqrt(squared);
  }

  public double heightMetres(double east, double north) {
    double u = Math.max(0, Math.min(columns - 1.000_001, (east - x0) / POST_METRES));
    double v = Math.max(0, Math.min(rows - 1.000_001, (north - y0) / POST_METRES));
    int column = (int) u;
    int row = (int) v;
    double s = u - column;
    double t = v - row;
    int at = row * columns + column;
    double near = heights[at] + (heights[at + 1] - heights[at]) * s;
    double far = heights[at + columns] + (heights[at + columns + 1] - heights[at + columns]) * s;
    return near + (far - near) * t;
  }

  /**
   * Range at which the beam's middle meets the ground. The steps are never longer than the steepest
   * ground allows, so no hill is stepped over.
   *
   * @return infinite where it does not, up to the given range
   */
  double meet(Beam beam, double rangeMetresMax) {
    double flat = Math.hypot(beam.dx, beam.dy);
    double closing = slopeMax * flat - beam.dz;
    if (closing <= 0) {
      return Double.POSITIVE_INFINITY;
    }
    double range = beam.dz < 0 ? Math.max(0, (highest - beam.z) / beam.dz) : 0;
    for (int step = 0; step < STEPS_MAX && range < rangeMetresMax; step++) {
      double above = above(beam, range);
      if (above < NEAR_METRES) {
        return settle(beam, range, above);
      }
      range += above / closing;
    }
    return Double.POSITIVE_INFINITY;
  }

  /** The last centimetres: the ground is a plane there. */
  private double settle(Beam beam, double range, double above) {
    double closing = (above(beam, range - PROBE_METRES) - above) / PROBE_METRES;
    return closing > 0 ? Math.max(0, range + Math.min(above / closing, 1)) : range;
  }

  private double above(Beam beam, double range) {
    return beam.z
        + range * beam.dz
        - heightMetres(beam.x + range * beam.dx, beam.y + range * beam.dy);
  }
}
