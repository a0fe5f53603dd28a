package dev.catenary.proving.torture;

/** Sensors of the vehicle of the row {@code points}. */
public enum PointSensors {
  /** One VLP-16. */
  ONE,
  /**
   * Two VLP-16, and an LD06 on a serial line, whose reads hold several frames and parts of some.
   */
  THREE
}
