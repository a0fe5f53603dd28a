package dev.catenary.capture.hesai;

import org.jspecify.annotations.Nullable;

/**
 * Settings of a Hesai decoder.
 *
 * @param model the model, or null to find it from the packets
 * @param angles the unit's own, or null for the generic ones; packets of a model with another
 *     number of channels are refused as of the wrong model
 * @param rangeMinMetres nearer points are left out
 * @param rangeMaxMetres farther points are left out
 */
record HesaiConfig(
    @Nullable HesaiModel model,
    @Nullable HesaiAngles angles,
    double rangeMinMetres,
    double rangeMaxMetres) {
  HesaiConfig {
    if (!(rangeMinMetres >= 0 && rangeMaxMetres > rangeMinMetres)) {
      throw new IllegalArgumentException(
          "found ranges from "
              + rangeMinMetres
              + " to "
              + rangeMaxMetres
              + " m; expected 0 or more, and the second beyond the first");
    }
  }
}
