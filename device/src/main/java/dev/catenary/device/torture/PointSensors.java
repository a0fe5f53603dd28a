package dev.catenary.device.torture;

/** What the vehicle of the row {@code points} bears. */
public enum PointSensors {
  /** One VLP-16. */
  ONE,
  /** Two VLP-16, and an LD06 on a serial line, whose reads hold several frames and parts of some. */
  THREE
}
