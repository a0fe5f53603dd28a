package dev.catenary.capture.time;

/** Time scale that a sensor's time stamps count in. */
public enum SensorTimeScale {
  /** Nanoseconds past the UTC hour (Velodyne). */
  UTC_HOUR,
  /** Nanoseconds of TAI since 1970 (a PTP slave). */
  TAI,
  /** Nanoseconds since some moment of the sensor's own. */
  FREE
}
