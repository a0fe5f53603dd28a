package dev.catenary.capture.velodyne;

import org.jspecify.annotations.Nullable;

/**
 * Configuration of a Velodyne decoder.
 *
 * @param model the model, or null to find it from the packets
 * @param calibration the unit's own, or null for the angles by design; packets of a model with
 *     another number of lasers are refused as of the wrong model
 * @param rangeMinMetres nearer points are left out
 * @param rangeMaxMetres farther points are left out
 */
public record VelodyneConfig(
    @Nullable VelodyneModel model,
    @Nullable VelodyneCalibration calibration,
    double rangeMinMetres,
    double rangeMaxMetres) {
  /** Nearer than any of the models measures. */
  public static final double RANGE_MIN_METRES = 0.1;

  /** Beyond what the datasheets promise of any model; packets can say up to 262 m. */
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
    if (model != null && calibration != null && calibration.lasers() != model.lasers()) {
      throw new IllegalArgumentException(
          "found a calibration of "
              + calibration.lasers()
              + " lasers for a "
              + model.displayName()
              + "; expected "
              + model.lasers()
              + "; give the file that came with this unit, or leave it out to use the design angles");
    }
  }

  /** Everything found from the packets. */
  public static VelodyneConfig automatic() {
    return new VelodyneConfig(null, null, RANGE_MIN_METRES, RANGE_MAX_METRES);
  }
}
