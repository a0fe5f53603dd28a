package dev.catenary.capture.ouster;

/**
 * Configuration of an Ouster decoder.
 *
 * @param metadata the sensor's own
 * @param identity which packets are taken for this sensor's
 * @param intensity what goes into the points' intensity
 * @param rangeMinMetres nearer points are left out
 * @param rangeMaxMetres farther points are left out
 */
public record OusterConfig(
    OusterMetadata metadata,
    Identity identity,
    Intensity intensity,
    double rangeMinMetres,
    double rangeMaxMetres) {
  /** Nothing is too near but a range of 0, which is no return. */
  public static final double RANGE_MIN_METRES = 0;

  /** Beyond what 20 bits of millimetres can say. */
  public static final double RANGE_MAX_METRES = 1049;

  /**
   * Part of a packet's identity that must be the metadata's. Legacy packets carry none, nor does
   * any packet match less for metadata without one.
   */
  public enum Identity {
    /** The very configuration that the metadata tells of: any other may place points wrongly. */
    SERIAL_AND_INITIALIZATION,
    /** The sensor, also when it has been started anew since, with the same settings. */
    SERIAL,
    /** Any sensor whose packets have the form. */
    ANY
  }

  /** Of a point; profiles without signal give reflectivity in either case. */
  public enum Intensity {
    /** Photons counted: falls with distance. */
    SIGNAL,
    /** The sensor's own estimate of the target, 0 to 255, calibrated on newer units. */
    REFLECTIVITY
  }

  public OusterConfig {
    if (!(rangeMinMetres >= 0 && rangeMaxMetres > rangeMinMetres)) {
      throw new IllegalArgumentException(
          "found ranges from "
              + rangeMinMetres
              + " to "
              + rangeMaxMetres
              + " m; expected 0 or more, and the second beyond the first");
    }
  }

  /** Signal as intensity, every range, and the packets of the metadata's sensor. */
  public static OusterConfig of(OusterMetadata metadata) {
    return new OusterConfig(
        metadata, Identity.SERIAL, Intensity.SIGNAL, RANGE_MIN_METRES, RANGE_MAX_METRES);
  }
}
