package dev.catenary.proto.point;

/** Tie of the sensor's clock to GNSS time; best first, so the worse of two is the larger. */
public enum TimeQuality {
  /** The sensor is disciplined by a pulse per second and told the second by NMEA. */
  PPS_NMEA,
  /** The sensor is a PTP slave; its clock counts TAI. */
  PTP,
  /** The sensor has been told the second by NMEA, but no pulse marks its start. */
  NMEA,
  /** The sensor's clock runs free; it is tied to the host's clock by arrival times. */
  HOST,
  /** No tie is known. */
  NONE;

  public static TimeQuality worse(TimeQuality a, TimeQuality b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
