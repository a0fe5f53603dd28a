package dev.catenary.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.capture.georeference.PositionDatum;
import dev.catenary.capture.gnss.GnssFix;
import dev.catenary.capture.gnss.InsSolution;
import dev.catenary.capture.pose.Pose;
import dev.catenary.capture.pose.PoseLookup;
import dev.catenary.capture.pose.PoseTrack;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.AttitudeQuality;
import dev.catenary.proto.point.PoseQuality;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PositionInputTest {
  private final Counters counters = new Counters();
  private final PoseTrack track = new PoseTrack(10, 2_500_000_000L, counters);
  private final GnssFix fix = new GnssFix();
  private final Pose pose = new Pose();

  PositionInputTest() {
    fix.latitudeRad = Math.toRadians(-37.5);
    fix.longitudeRad = Math.toRadians(147);
    fix.heightMetres = 120;
    fix.quality = PoseQuality.RTK_FLOAT;
  }

  private PositionInput input(String crs) throws IOException {
    return new PositionInput(false, crs, PositionDatum.FRAME, track);
  }

  /** Degrees clockwise from north of the body's forward axis; on the meridian map is true north. */
  private double headingOf(long gpsTimeNanos) {
    assertThat(track.at(gpsTimeNanos, pose)).isEqualTo(PoseLookup.COVERED);
    double east = 1 - 2 * (pose.qy * pose.qy + pose.qz * pose.qz);
    double north = 2 * (pose.qx * pose.qy + pose.qw * pose.qz);
    return Math.toDegrees(Math.atan2(east, north));
  }

  @Test
  void courseIsTheHeadingAtSpeedAndIsKeptWhileStanding() throws IOException {
    PositionInput input = input("auto-utm");
    fix.gpsTimeNanos = 1;
    fix.speedMetresPerSecond = 5;
    fix.courseRad = Math.toRadians(75);
    input.fix(fix);
    fix.gpsTimeNanos = 2;
    fix.speedMetresPerSecond = 0.1;
    fix.courseRad = Math.toRadians(310);
    input.fix(fix);
    assertThat(headingOf(1)).isCloseTo(75, within(1e-9));
    assertThat(pose.attitude).isEqualTo(AttitudeQuality.COURSE);
    assertThat(headingOf(2)).isCloseTo(75, within(1e-9));
    assertThat(pose.attitude).isEqualTo(AttitudeQuality.ASSUMED_LEVEL);
    assertThat(pose.quality).isEqualTo(PoseQuality.RTK_FLOAT);
    assertThat(input.frame()).isNotNull();
    assertThat(input.frame().crs()).isEqualTo("EPSG:32755");
  }

  @Test
  void receiversOwnHeadingGoesBeforeItsCourse() throws IOException {
    PositionInput input = input("EPSG:7855");
    fix.gpsTimeNanos = 1;
    fix.speedMetresPerSecond = 5;
    fix.courseRad = Math.toRadians(75);
    fix.headingRad = Math.toRadians(80);
    input.fix(fix);
    assertThat(headingOf(1)).isCloseTo(80, within(1e-9));
    assertThat(pose.attitude).isEqualTo(AttitudeQuality.DUAL_ANTENNA);
    fix.gpsTimeNanos = 2;
    fix.rollRad = 0.01;
    fix.pitchRad = 0.02;
    input.fix(fix);
    assertThat(headingOf(2)).isCloseTo(80, within(1e-9));
    assertThat(pose.attitude).isEqualTo(AttitudeQuality.INS);
  }

  /** Between two poses points are placed by both: the worse of them is what can be said. */
  @Test
  void attitudeBetweenTwoPosesIsTheWorseOfBoth() throws IOException {
    PositionInput input = input("EPSG:7855");
    fix.gpsTimeNanos = 1_000;
    fix.headingRad = 0;
    input.fix(fix);
    fix.gpsTimeNanos = 3_000;
    fix.headingRad = Double.NaN;
    fix.speedMetresPerSecond = 5;
    fix.courseRad = 0;
    input.fix(fix);
    assertThat(track.at(2_000, pose)).isEqualTo(PoseLookup.COVERED);
    assertThat(pose.attitude).isEqualTo(AttitudeQuality.COURSE);
    assertThat(pose.quality).isEqualTo(PoseQuality.RTK_FLOAT);
  }

  /** A pose with a made-up heading would place every point wrong. */
  @Test
  void fixWithoutAnyHeadingGivesNoPose() throws IOException {
    PositionInput input = input("EPSG:7855");
    fix.gpsTimeNanos = 1;
    input.fix(fix);
    assertThat(counters.get(DeviceCounter.POSES_RECEIVED)).isZero();
  }

  @Test
  void poseFarOutsideTheMapFrameIsCountedAndLeftOut() throws IOException {
    PositionInput input = input("EPSG:7850");
    fix.gpsTimeNanos = 1;
    fix.headingRad = 0;
    input.fix(fix);
    assertThat(counters.get(DeviceCounter.POSES_OUTSIDE_FRAME)).isEqualTo(1);
    assertThat(counters.get(DeviceCounter.POSES_RECEIVED)).isZero();
    assertThatThrownBy(() -> input.fixed(fix.latitudeRad, fix.longitudeRad, 0, 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("147.0000")
        .hasMessageContaining("EPSG:7850");
  }

  @Test
  void insSolutionIsThePoseWhereTheInsIsTheSource() throws IOException {
    PositionInput input = new PositionInput(true, "EPSG:7855", PositionDatum.FRAME, track);
    fix.headingRad = 0;
    fix.gpsTimeNanos = 1;
    input.fix(fix);
    assertThat(counters.get(DeviceCounter.POSES_RECEIVED)).isZero();
    InsSolution solution = new InsSolution();
    solution.gpsTimeNanos = 2;
    solution.latitudeRad = fix.latitudeRad;
    solution.longitudeRad = fix.longitudeRad;
    solution.azimuthRad = Math.toRadians(200);
    solution.quality = PoseQuality.RTK_FIXED;
    input.ins(solution);
    assertThat(headingOf(2)).isCloseTo(200 - 360, within(1e-9));
    assertThat(pose.eastingMetres).isCloseTo(500_000, within(0.001));
    assertThat(pose.quality).isEqualTo(PoseQuality.RTK_FIXED);
  }
}
