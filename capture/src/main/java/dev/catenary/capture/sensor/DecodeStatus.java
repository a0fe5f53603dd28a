package dev.catenary.capture.sensor;

import dev.catenary.proto.counter.DeviceCounter;

/**
 * Outcome of decoding one packet. Bad packets are ordinary: a status and a counter, no exception.
 */
public enum DecodeStatus {
  OK(DeviceCounter.PACKETS_DECODED),
  /** A good packet that carries no points: position, IMU or telemetry. */
  ANCILLARY(DeviceCounter.PACKETS_ANCILLARY),
  BAD_LENGTH(DeviceCounter.PACKETS_BAD_LENGTH),
  BAD_MAGIC(DeviceCounter.PACKETS_BAD_MAGIC),
  WRONG_MODEL(DeviceCounter.PACKETS_WRONG_MODEL),
  BAD_CHECKSUM(DeviceCounter.PACKETS_BAD_CHECKSUM),
  /** The sensor's calibration, which comes in packets of its own, has not come yet. */
  NO_CALIBRATION(DeviceCounter.PACKETS_WITHOUT_CALIBRATION);

  private final DeviceCounter counter;

  DecodeStatus(DeviceCounter counter) {
    this.counter = counter;
  }

  public DeviceCounter counter() {
    return counter;
  }
}
