package dev.catenary.simulator.scene;

/** The evenly lit disc of a beam, and how much of its light a thin rod across it takes. */
public final class Footprint {
  private Footprint() {}

  /**
   * Share of a disc's area that a straight strip covers.
   *
   * @param discRadius radius of the disc
   * @param stripRadius half the strip's width
   * @param miss distance of the strip's middle line from the disc's middle
   * @return 0 where they do not touch, 1 where the disc is covered
   */
  public static double coveredByStrip(double discRadius, double stripRadius, double miss) {
    return areaBelow((miss + stripRadius) / discRadius)
        - areaBelow((miss - stripRadius) / discRadius);
  }

  /** Share of the unit disc on one side of a chord at the given place between -1 and 1. */
  private static double areaBelow(double chord) {
    if (chord <= -1) {
      return 0;
    }
    if (chord >= 1) {
      return 1;
    }
    return 0.5 + (Math.asin(chord) + chord * Math.sqrt(1 - chord * chord)) / Math.PI;
  }
}
