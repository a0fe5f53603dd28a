package dev.catenary.capture.gnss;

import dev.catenary.proto.point.PoseQuality;

/** A receiver's fix of one moment; reused. Angles in radians, NaN where nothing was said. */
public final class GnssFix {
  /** GPS time, nanoseconds since 1980-01-06T00:00Z. */
  public long gpsTimeNanos;

  /** True when the receiver has told the date; else the day is the host clock's. */
  public boolean isDated;

  /** Host clock when it was said, nanoseconds since 1970-01-01T00:00Z. */
  public long hostTimeNanos;

  public double latitudeRad;
  public double longitudeRad;

  /** Height above the ellipsoid: the sentence's height above the geoid and its separation. */
  public double heightMetres;

  /** True heading of the vehicle (HDT, THS). */
  public double headingRad = Double.NaN;

  /** Roll, right side down, and pitch, nose up (PASHR); both or neither is known. */
  public double rollRad = Double.NaN;

  public double pitchRad = Double.NaN;

  /** Direction of travel over ground, from true north, clockwise (RMC, VTG). */
  public double courseRad = Double.NaN;

  public double speedMetresPerSecond = Double.NaN;

  /** Standard deviation of the horizontal position (GST). */
  public double horizontalSdMetres = Double.NaN;

  public PoseQuality quality = PoseQuality.NONE;

  /** Satellites used in the fix (GGA); -1 where nothing was said. */
  public int satellitesUsed = -1;

  /** Horizontal dilution of precision (GGA). */
  public double hdop = Double.NaN;

  /** Standard deviations towards north, east, up (GST). */
  public double northSdMetres = Double.NaN;

  public double eastSdMetres = Double.NaN;
  public double heightSdMetres = Double.NaN;
}
