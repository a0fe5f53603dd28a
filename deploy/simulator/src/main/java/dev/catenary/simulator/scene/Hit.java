package dev.catenary.simulator.scene;

/** The nearest thing that one ray has met so far; reused. */
public final class Hit {
  public double rangeMetres;
  public TrueClass trueClass = TrueClass.NONE;

  /** Share of the light that comes back, 0 to 1. */
  public double reflectivity;

  public void clear(double rangeMetresMax) {
    rangeMetres = rangeMetresMax;
    trueClass = TrueClass.NONE;
    reflectivity = 0;
  }

  /** Takes a nearer hit. */
  void offer(double range, TrueClass what, double itsReflectivity) {
    if (range > 0.5 && range < rangeMetres) {
      rangeMetres = range;
      trueClass = what;
      reflectivity = itsReflectivity;
    }
  }
}
