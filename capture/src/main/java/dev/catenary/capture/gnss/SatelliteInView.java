package dev.catenary.capture.gnss;

/** One satellite as a GSV sentence tells of it; reused. Whole degrees, as NMEA gives them. */
public final class SatelliteInView {
  /** Not told. */
  public static final int UNKNOWN = -1;

  /** Second letter of the talker: P for GPS, L GLONASS, A Galileo, B BeiDou, Q QZSS, N mixed. */
  public char system;

  /** NMEA's number of the satellite in its system. */
  public int number;

  public int elevationDegrees;

  /** From true north, clockwise. */
  public int azimuthDegrees;

  /** Carrier to noise density, dB Hz; {@link #UNKNOWN} while it is not tracked. */
  public int snrDbHz;
}
