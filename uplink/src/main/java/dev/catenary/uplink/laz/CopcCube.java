package dev.catenary.uplink.laz;

/**
 * The cube of an octree, whose nodes at one level are as wide as the zones and lie over them.
 *
 * @param eastingMetres of its south-west corner, a whole number of zones
 * @param northingMetres likewise
 * @param heightMetres of its floor
 * @param zoneMetres side of a zone
 * @param zoneLevel level at which a node is as wide as a zone
 */
record CopcCube(
    long eastingMetres, long northingMetres, long heightMetres, int zoneMetres, int zoneLevel) {
  /** Places in a grid of 128 to a node's side take 19 bits then. */
  static final int LEVEL_MAX = 12;

  /**
   * The smallest cube over a box.
   *
   * @throws LazRefused when it would be too large
   */
  static CopcCube over(double[] minMetres, double[] maxMetres, int zoneMetres) throws LazRefused {
    long[] floor = new long[3];
    double span = 0;
    for (int axis = 0; axis < 3; axis++) {
      floor[axis] = (long) Math.floor(minMetres[axis] / zoneMetres) * zoneMetres;
      span = Math.max(span, maxMetres[axis] - floor[axis]);
    }
    int level = 0;
    while ((long) zoneMetres << level <= span) {
      level++;
    }
    if (level > LEVEL_MAX) {
      throw new LazRefused(
          "found points over "
              + Math.round(span / 1_000)
              + " km, expected at most "
              + (zoneMetres << LEVEL_MAX) / 1_000
              + " km for one file; cure: export the missions one by one");
    }
    return new CopcCube(floor[0], floor[1], floor[2], zoneMetres, level);
  }

  long sideMetres() {
    return (long) zoneMetres << zoneLevel;
  }
}
