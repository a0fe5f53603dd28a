package dev.catenary.simulator.scene;

/**
 * A wire as it is strung.
 *
 * @param diameterMetres of the stranded wire
 * @param newtonsPerMetre its weight
 * @param tensionNewtons horizontal, on the day of the survey
 * @param what its true class
 */
record Conductor(
    double diameterMetres, double newtonsPerMetre, double tensionNewtons, TrueClass what) {
  /** Of the size of a light aluminium conductor, steel reinforced, on an 11 or 22 kV line. */
  static final Conductor DISTRIBUTION = new Conductor(0.009, 1.7, 1_500, TrueClass.CONDUCTOR);

  /** Of the size of a 415 V mains conductor. */
  static final Conductor LOW_VOLTAGE = new Conductor(0.0143, 3.3, 1_800, TrueClass.CONDUCTOR);

  /** An insulated cable from the last pole to a house. */
  static final Conductor SERVICE = new Conductor(0.018, 3.0, 400, TrueClass.CONDUCTOR);

  /** Of the size of a 220 kV phase conductor. */
  static final Conductor TRANSMISSION = new Conductor(0.027, 14.1, 25_000, TrueClass.CONDUCTOR);

  /** The earth wire along the towers' tops. */
  static final Conductor EARTH_WIRE = new Conductor(0.013, 6.0, 13_000, TrueClass.CONDUCTOR);

  static final Conductor FENCE_WIRE = new Conductor(0.0025, 0.4, 400, TrueClass.FENCE);

  double constantMetres() {
    return tensionNewtons / newtonsPerMetre;
  }
}
