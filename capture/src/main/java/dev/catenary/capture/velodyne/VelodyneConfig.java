package dev.catenary.capture.velodyne;

import org.jspecify.annotations.Nullable;

/**
 * What a Velodyne decoder must know beforehand.
 *
 * @param model the model, or null to find it from the packets
 * @param calibration the unit's own, or null for the angles by design
 * @param rangeMinMetres nearer points are left out
 * @param rangeMaxMetres farther points are left out
 */
public record VelodyneConfig(
    @Nullable VelodyneModel model,
    @Nullable VelodyneCalibration calibration,
    double rangeMinMetres,
    double rangeMaxMetres) {
  /** Nearest range at which any of the models gives points. */
  public static final double RANGE_MIN_METRES = 0.1;

  /** Beyond the farthest range of any of the models but what the packets can say. */
  public static final double RANGE_MAX_METRES = 250;

  public VelodyneConfig {
    if (!(rangeMinMetres >= 0 && rangeMaxMetres > rangeMinMetres)) {
      throw new IllegalArgumentException(
          "found ranges from "
              + rangeMinMetres
              + " to "
              + rangeMaxMetres
              + " m; expected 0 or more, and the second beyond the first");
    }
  }

  /** Everything found from the packets. */
  public static VelodyneConfig automatic() {
    return new VelodyneConfig(null, null, RANGE_MIN_METRES, RANGE_MAX_METRES);
  }
}
