package dev.catenary.capture.pose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PoseQuality;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class PoseTrackTest {
  private static final long SECOND = 1_000_000_000L;

  private final Counters counters = new Counters();
  private final PoseTrack track = new PoseTrack(4, SECOND, counters);
  private final Pose found = new Pose();

  private static Pose pose(long gpsTimeNanos, double easting, double headingDegrees) {
    Pose pose = new Pose();
    pose.gpsTimeNanos = gpsTimeNanos;
    pose.eastingMetres = easting;
    pose.quality = PoseQuality.RTK_FIXED;
    pose.turn(0, 0, Math.toRadians(headingDegrees));
    return pose;
  }

  private static double headingDegrees(Pose pose) {
    double east = 1 - 2 * (pose.qy * pose.qy + pose.qz * pose.qz);
    double north = 2 * (pose.qx * pose.qy + pose.qw * pose.qz);
    return (Math.toDegrees(Math.atan2(east, north)) + 360) % 360;
  }

  @Test
  void momentBetweenTwoPosesIsInterpolated() {
    track.add(pose(0, 100, 10));
    track.add(pose(SECOND, 104, 30));
    assertThat(track.at(SECOND / 4, found)).isEqualTo(PoseLookup.COVERED);
    assertThat(found.eastingMetres).isCloseTo(101, within(1e-9));
    assertThat(headingDegrees(found)).isCloseTo(15, within(1e-9));
    assertThat(found.gpsTimeNanos).isEqualTo(SECOND / 4);
  }

  @Test
  void headingCrossesNorthTheShortWay() {
    track.add(pose(0, 0, 350));
    track.add(pose(SECOND, 0, 20));
    track.at(SECOND / 2, found);
    assertThat(headingDegrees(found)).isCloseTo(5, within(1e-9));
  }

  @Test
  void qualityIsTheWorseOfBoth() {
    Pose poor = pose(SECOND, 0, 0);
    poor.quality = PoseQuality.DEAD_RECKONING;
    track.add(pose(0, 0, 0));
    track.add(poor);
    track.at(1, found);
    assertThat(found.quality).isEqualTo(PoseQuality.DEAD_RECKONING);
  }

  @Test
  void nothingIsExtrapolated() {
    assertThat(track.at(0, found)).isEqualTo(PoseLookup.NOT_YET);
    track.add(pose(SECOND, 0, 0));
    assertThat(track.at(SECOND - 1, found)).isEqualTo(PoseLookup.TOO_EARLY);
    assertThat(track.at(SECOND, found)).isEqualTo(PoseLookup.COVERED);
    assertThat(track.at(SECOND + 1, found)).isEqualTo(PoseLookup.NOT_YET);
  }

  @Test
  void gapIsCountedAndNotBridged() {
    track.add(pose(0, 0, 0));
    track.add(pose(2 * SECOND, 0, 0));
    assertThat(track.at(SECOND, found)).isEqualTo(PoseLookup.GAP);
    assertThat(counters.get(DeviceCounter.POSE_GAPS)).isEqualTo(1);
  }

  @Test
  void poseThatIsNotNewerIsCountedAndLeftOut() {
    track.add(pose(SECOND, 1, 0));
    track.add(pose(SECOND, 2, 0));
    track.add(pose(SECOND / 2, 3, 0));
    track.at(SECOND, found);
    assertThat(found.eastingMetres).isEqualTo(1);
    assertThat(counters.get(DeviceCounter.POSES_OUT_OF_ORDER)).isEqualTo(2);
  }

  @Test
  void oldestPosesMakeRoom() {
    for (int i = 0; i < 6; i++) {
      track.add(pose(i * SECOND, i, 0));
    }
    assertThat(track.at(SECOND, found)).isEqualTo(PoseLookup.TOO_EARLY);
    assertThat(track.at(2 * SECOND + SECOND / 2, found)).isEqualTo(PoseLookup.COVERED);
    assertThat(found.eastingMetres).isCloseTo(2.5, within(1e-9));
  }

  /** A receiver that starts with a wrong date must not blind the track until that date. */
  @Test
  void trackStartsAnewWhenTheReceiversClockWasFarAhead() {
    track.add(pose(1_000_000 * SECOND, 9, 0));
    track.add(pose(10 * SECOND, 1, 0));
    track.add(pose(11 * SECOND, 2, 0));
    assertThat(track.at(10 * SECOND + SECOND / 2, found)).isEqualTo(PoseLookup.COVERED);
    assertThat(found.eastingMetres).isCloseTo(1.5, within(1e-9));
    assertThat(counters.get(DeviceCounter.CLOCK_STEPS)).isEqualTo(1);
  }

  @Test
  void fixedPoseCoversEveryMomentAndSaysThatItWasConfigured() {
    FixedPose fixed = new FixedPose(pose(0, 7, 90));
    assertThat(fixed.at(123, found)).isEqualTo(PoseLookup.COVERED);
    assertThat(found.eastingMetres).isEqualTo(7);
    assertThat(found.quality).isEqualTo(PoseQuality.CONFIGURED);
  }

  /** Turns between any two attitudes at an even rate: half of the way is half of the angle. */
  @Property(tries = 200)
  void halfTimeIsHalfTheAngle(
      @ForAll @DoubleRange(min = -3, max = 3) double roll,
      @ForAll @DoubleRange(min = -1.5, max = 1.5) double pitch,
      @ForAll @DoubleRange(min = 0, max = 6.28) double heading) {
    PoseTrack any = new PoseTrack(4, SECOND, new Counters());
    Pose from = pose(0, 0, 0);
    Pose to = pose(SECOND, 0, 0);
    to.turn(roll, pitch, heading);
    any.add(from);
    any.add(to);
    any.at(SECOND / 2, found);
    assertThat(angle(from, found)).isCloseTo(angle(found, to), within(1e-6));
    assertThat(angle(from, found) * 2).isCloseTo(angle(from, to), within(1e-6));
  }

  private static double angle(Pose a, Pose b) {
    double dot = Math.abs(a.qw * b.qw + a.qx * b.qx + a.qy * b.qy + a.qz * b.qz);
    return 2 * Math.acos(Math.min(1, dot));
  }
}
