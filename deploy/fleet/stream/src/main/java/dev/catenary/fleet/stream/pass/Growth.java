package dev.catenary.fleet.stream.pass;

import java.util.List;
import java.util.Optional;

/**
 * Speed at which an obstacle comes nearer to the wire, from the loaded distances of its passes by
 * weighted least squares. The weights are those of the distances' own errors, taken as independent.
 * An error that passes share, as that of a lever arm, is not in it.
 *
 * @param metresAYear positive towards the wire, in 365.25 days
 * @param errorMetresAYear its standard error
 * @param monthsLeast until the rule is broken, at two standard errors of speed and distance to the
 *     worse; 0 for a violation
 * @param monthsMost the same to the better; -1 for never
 */
public record Growth(
    double metresAYear, double errorMetresAYear, double monthsLeast, double monthsMost) {
  private static final double YEAR_NANOS = 365.25 * 24 * 3600 * 1e9;

  /** Passes of one day say nothing of growth. */
  private static final double YEARS_MIN = 1 / 365.25;

  private static final double ERROR_METRES_MIN = 0.01;
  private static final double ERRORS = 2;
  private static final double MONTHS = 12;
  private static final double NEVER = -1;

  /** From the observations of one finding, in the order of time; empty for one day's. */
  static Optional<Growth> of(List<Observation> seen) {
    if (seen.size() < 2) {
      return Optional.empty();
    }
    Observation first = seen.get(0);
    Observation last = seen.get(seen.size() - 1);
    if (years(first, last) < YEARS_MIN) {
      return Optional.empty();
    }
    double weights = 0;
    double times = 0;
    double distances = 0;
    for (Observation one : seen) {
      double weight = weight(one);
      weights += weight;
      times += weight * years(first, one);
      distances += weight * one.loadedMetres();
    }
    double timeMean = times / weights;
    double distanceMean = distances / weights;
    double spread = 0;
    double slope = 0;
    for (Observation one : seen) {
      double time = years(first, one) - timeMean;
      spread += weight(one) * time * time;
      slope += weight(one) * time * (one.loadedMetres() - distanceMean);
    }
    double speed = -slope / spread;
    double error = 1 / Math.sqrt(spread);
    return Optional.of(
        new Growth(speed, error, months(last, speed, error, 1), months(last, speed, error, -1)));
  }

  /**
   * @param side 1 for the worse end, -1 for the better
   */
  private static double months(Observation last, double speed, double error, int side) {
    if (last.violation()) {
      return 0;
    }
    double room = last.loadedMetres() - last.requiredMetres() - side * ERRORS * errorMetres(last);
    double fastest = speed + side * ERRORS * error;
    if (room <= 0) {
      return 0;
    }
    return fastest <= 0 ? NEVER : room / fastest * MONTHS;
  }

  private static double years(Observation from, Observation to) {
    return (to.source().lastNanos() - from.source().lastNanos()) / YEAR_NANOS;
  }

  private static double weight(Observation one) {
    return 1 / (errorMetres(one) * errorMetres(one));
  }

  static double errorMetres(Observation one) {
    return Math.max(one.errorMetres(), ERROR_METRES_MIN);
  }
}
