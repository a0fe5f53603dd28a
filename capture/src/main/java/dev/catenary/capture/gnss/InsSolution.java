package dev.catenary.capture.gnss;

import dev.catenary.proto.point.PoseQuality;

/** One INS solution; reused. Angles in radians by NovAtel's convention: see docs/position.md. */
public final class InsSolution {
  /** GPS time, nanoseconds since 1980-01-06T00:00Z. */
  public long gpsTimeNanos;

  public double latitudeRad;
  public double longitudeRad;

  /** Above the ellipsoid. */
  public double heightMetres;

  /** Right side down. */
  public double rollRad;

  /** Nose up. */
  public double pitchRad;

  /** Clockwise from true north. */
  public double azimuthRad;

  public PoseQuality quality = PoseQuality.NONE;
}
