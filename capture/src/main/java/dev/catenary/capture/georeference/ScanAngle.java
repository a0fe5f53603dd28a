package dev.catenary.capture.georeference;

/**
 * Scan angle of a point record: the direction of its pulse about the line of travel, in steps of
 * 0.006 degrees. Nought is straight down in the map's frame, so roll and pitch are taken out. A
 * quarter turn (15,000) is level to the right of travel, minus a quarter is level to the left, and
 * 30,000 is straight up.
 *
 * <p>Source: LAS 1.4 R15, section 2.6, "Scan Angle": counterclockwise, as seen from the rear of the
 * sensor in the direction of travel, is positive.
 */
final class ScanAngle {
  private static final double STEPS_PER_RAD = 180 / Math.PI / 0.006;
  private static final double HALF_TURN = 30_000;
  private static final double QUARTER_TURN = 15_000;

  private ScanAngle() {}

  /**
   * The scan angle to one step, of a pulse that goes that far to the right of travel and up.
   *
   * <p>The arc tangent is the polynomial of Abramowitz and Stegun, 4.4.49, off by 1e-5 rad at most,
   * a tenth of a step.
   */
  static short of(double right, double up) {
    double down = -up;
    double across = Math.abs(right);
    double along = Math.abs(down);
    double larger = Math.max(across, along);
    if (larger == 0) {
      return 0;
    }
    double x = Math.min(across, along) / larger;
    double square = x * x;
    double arc =
        x
            * (0.9998660
                + square
                    * (-0.3302995
                        + square * (0.1801410 + square * (-0.0851330 + square * 0.0208351))));
    double steps = arc * STEPS_PER_RAD;
    if (across > along) {
      steps = QUARTER_TURN - steps;
    }
    if (down < 0) {
      steps = HALF_TURN - steps;
    }
    return (short) (right < 0 ? -(int) (steps + 0.5) : (int) (steps + 0.5));
  }
}
