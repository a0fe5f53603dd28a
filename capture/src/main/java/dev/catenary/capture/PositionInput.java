package dev.catenary.capture;

import dev.catenary.capture.georeference.MapFrame;
import dev.catenary.capture.georeference.PositionDatum;
import dev.catenary.capture.gnss.GnssFix;
import dev.catenary.capture.gnss.GnssListener;
import dev.catenary.capture.gnss.InsSolution;
import dev.catenary.capture.pose.Pose;
import dev.catenary.capture.pose.PoseTrack;
import dev.catenary.proto.point.AttitudeQuality;
import dev.catenary.proto.point.PoseQuality;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the receiver says into poses in the map frame. With an INS its solutions are the
 * poses; without, fixes are, heading by the receiver's own heading or, at speed, by its course, and
 * the vehicle is taken as level where the receiver does not say roll and pitch. A vehicle that
 * stands keeps the heading it came with; a fix without any heading gives no pose.
 */
public final class PositionInput implements GnssListener {
  /** Below this the course over ground is noise. */
  private static final double COURSE_SPEED_MIN = 1.0;

  private final boolean insAlone;
  private final String frameName;
  private final PositionDatum datum;
  private final PoseTrack track;
  private final Pose pose = new Pose();
  private volatile @Nullable MapFrame frame;
  private volatile PoseQuality quality = PoseQuality.NONE;
  private double headingRad = Double.NaN;

  /**
   * @param insAlone true when fixes are left out because an INS gives the poses
   * @param frameName EPSG code, or {@code auto-utm} for the zone of the first position
   * @param datum of the positions
   * @throws IOException when there is no such frame, or it is not for positions in this datum
   */
  public PositionInput(boolean insAlone, String frameName, PositionDatum datum, PoseTrack track)
      throws IOException {
    this.insAlone = insAlone;
    this.frameName = frameName;
    this.datum = datum;
    this.track = track;
    this.frame = MapFrame.ofConfigured(frameName, datum);
  }

  /** The map frame; null until the first position when it is found from that. Any thread. */
  public @Nullable MapFrame frame() {
    return frame;
  }

  /** Source of the last pose. Any thread. */
  public PoseQuality quality() {
    return quality;
  }

  @Override
  public void fix(GnssFix fix) {
    if (insAlone) {
      return;
    }
    AttitudeQuality attitude = AttitudeQuality.ASSUMED_LEVEL;
    if (!Double.isNaN(fix.headingRad)) {
      headingRad = fix.headingRad;
      attitude = Double.isNaN(fix.rollRad) ? AttitudeQuality.DUAL_ANTENNA : AttitudeQuality.INS;
    } else if (fix.speedMetresPerSecond >= COURSE_SPEED_MIN && !Double.isNaN(fix.courseRad)) {
      headingRad = fix.courseRad;
      attitude = AttitudeQuality.COURSE;
    } else if (!(fix.speedMetresPerSecond < COURSE_SPEED_MIN)) {
      // Moving, or not known to stand: an old heading is no heading.
      headingRad = Double.NaN;
    }
    if (Double.isNaN(headingRad)) {
      track.countWithoutHeading();
      return;
    }
    if (!place(fix.latitudeRad, fix.longitudeRad, fix.heightMetres)) {
      return;
    }
    pose.gpsTimeNanos = fix.gpsTimeNanos;
    pose.quality = fix.quality;
    pose.attitude = attitude;
    quality = fix.quality;
    boolean isLevel = Double.isNaN(fix.rollRad);
    pose.turn(isLevel ? 0 : fix.rollRad, isLevel ? 0 : fix.pitchRad, headingRad);
    track.add(pose);
  }

  @Override
  public void ins(InsSolution solution) {
    if (!insAlone) {
      return;
    }
    if (!place(solution.latitudeRad, solution.longitudeRad, solution.heightMetres)) {
      return;
    }
    pose.gpsTimeNanos = solution.gpsTimeNanos;
    pose.quality = solution.quality;
    pose.attitude = AttitudeQuality.INS;
    quality = solution.quality;
    pose.turn(solution.rollRad, solution.pitchRad, solution.azimuthRad);
    track.add(pose);
  }

  /**
   * Places a pose by hand, for a fixed vehicle.
   *
   * @throws IOException when the place is outside the map frame's area
   */
  public Pose fixed(double latitudeRad, double longitudeRad, double heightMetres, double heading)
      throws IOException {
    Pose fixed = new Pose();
    MapFrame there = frame(latitudeRad, longitudeRad);
    if (!there.place(latitudeRad, longitudeRad, heightMetres, fixed)) {
      throw new IOException(
          "found the fixed position %.4f, %.4f; expected one in the area of %s"
              .formatted(Math.toDegrees(latitudeRad), Math.toDegrees(longitudeRad), there.crs()));
    }
    fixed.turn(0, 0, heading);
    return fixed;
  }

  /**
   * The map frame for a survey that begins at a place; from then on it is that of all.
   *
   * @throws IOException when the place is outside its area
   */
  public MapFrame frameAt(double latitudeRad, double longitudeRad) throws IOException {
    MapFrame there = frame(latitudeRad, longitudeRad);
    if (!there.place(latitudeRad, longitudeRad, 0, new Pose())) {
      throw new IOException(
          "found the trajectory's first place %.4f, %.4f; expected one in the area of %s. Correct"
                  .formatted(Math.toDegrees(latitudeRad), Math.toDegrees(longitudeRad), there.crs())
              + " map.crs, or give the trajectory of this survey.");
    }
    return there;
  }

  private boolean place(double latitudeRad, double longitudeRad, double heightMetres) {
    boolean isInArea =
        frame(latitudeRad, longitudeRad).place(latitudeRad, longitudeRad, heightMetres, pose);
    if (!isInArea) {
      track.countOutsideFrame();
    }
    return isInArea;
  }

  private MapFrame frame(double latitudeRad, double longitudeRad) {
    MapFrame there = frame;
    if (there == null) {
      String name =
          frameName.equals(MapFrame.AUTO_UTM)
              ? MapFrame.utmOf(latitudeRad, longitudeRad)
              : frameName;
      try {
        there = MapFrame.of(name, datum);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      frame = there;
    }
    return there;
  }
}
