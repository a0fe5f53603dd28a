package dev.catenary.capture.sensor;

/**
 * Time and position as a sensor's packet tells them: whether its clock is locked, and the NMEA
 * sentence that it was last given. Valid until the decoder's next packet.
 */
public interface TimePacket {
  /** True when pulse and time of day have both reached the sensor. */
  boolean isTimeLocked();

  /** Index of the sentence's first byte in the buffer that was decoded. */
  int sentenceOffset();

  /** Bytes of the sentence; 0 for none. */
  int sentenceLength();
}
