package dev.catenary.simulator.scene;

/**
 * The curve of a wire that hangs between two supports: {@code z = c cosh((x - x0) / c) + z0}, with
 * {@code c} its horizontal tension over its weight per metre.
 *
 * @param spanMetres distance of the supports on the level
 * @param riseMetres how much higher the far support is
 * @param constantMetres c
 */
public record Catenary(double spanMetres, double riseMetres, double constantMetres) {
  public Catenary {
    if (!(spanMetres > 0 && constantMetres > 0)) {
      throw new IllegalArgumentException(
          "found a span of "
              + spanMetres
              + " m and a catenary constant of "
              + constantMetres
              + " m; expected both above 0");
    }
  }

  /** From the near support on the level to the lowest point; may lie outside the span. */
  public double lowestMetres() {
    double c = constantMetres;
    return spanMetres / 2 - c * asinh(riseMetres / (2 * c * Math.sinh(spanMetres / (2 * c))));
  }

  /**
   * Height above the near support.
   *
   * @param x from the near support, on the level
   */
  public double heightMetres(double x) {
    double c = constantMetres;
    double lowest = lowestMetres();
    return c * (Math.cosh((x - lowest) / c) - Math.cosh(lowest / c));
  }

  /** Sag at mid-span, below the straight line between the supports. */
  public double sagMetres() {
    return riseMetres / 2 - heightMetres(spanMetres / 2);
  }

  private static double asinh(double value) {
    return Math.log(value + Math.sqrt(value * value + 1));
  }
}
