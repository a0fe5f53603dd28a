package dev.catenary.capture.georeference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.capture.pose.Pose;
import dev.catenary.capture.pose.PoseLookup;
import dev.catenary.capture.pose.PoseTrack;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.point.PointBatchPool;
import dev.catenary.proto.point.PoseQuality;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeoreferencerTest {
  private final Counters counters = new Counters();
  private final PoseTrack track = new PoseTrack(100, 1_000_000_000, counters);

  private static Pose pose(long gpsTimeNanos, double easting, double headingDegrees) {
    Pose pose = new Pose();
    pose.gpsTimeNanos = gpsTimeNanos;
    pose.eastingMetres = easting;
    pose.northingMetres = 5_000_000;
    pose.heightMetres = 100;
    pose.quality = PoseQuality.RTK_FIXED;
    pose.turn(0, 0, Math.toRadians(headingDegrees));
    return pose;
  }

  private static PointBatch batch(long timeNanos, float x, float y, float z) {
    PointBatch batch = new PointBatch(4);
    batch.size = 1;
    batch.sensorTimeNanos[0] = timeNanos;
    batch.xSensorMetres[0] = x;
    batch.ySensorMetres[0] = y;
    batch.zSensorMetres[0] = z;
    return batch;
  }

  /**
   * Flinders Peak, the worked example of the GDA94 Technical Manual (ICSM, version 2.4): MGA zone
   * 55, with its grid convergence and point scale factor.
   */
  @Test
  void flindersPeakIsWhereTheManualSaysWithItsScaleAndConvergence() throws IOException {
    MapFrame frame = MapFrame.of("EPSG:28355");
    double latitude = -Math.toRadians(37 + 57 / 60.0 + 3.72030 / 3600);
    double longitude = Math.toRadians(144 + 25 / 60.0 + 29.52440 / 3600);
    Pose pose = new Pose();
    frame.place(latitude, longitude, 0, pose);
    assertThat(pose.eastingMetres).isCloseTo(273_741.297, within(0.002));
    assertThat(pose.northingMetres).isCloseTo(5_796_489.777, within(0.002));
    double scale = Math.hypot(pose.eastingPerEast, pose.northingPerEast);
    assertThat(scale).isCloseTo(1.00023056, within(2e-7));
    double turned = Math.atan2(pose.eastingPerNorth, pose.northingPerNorth);
    double convergence = Math.toRadians(1 + 35 / 60.0 + 3.65 / 3600);
    assertThat(Math.abs(turned)).isCloseTo(convergence, within(1e-6));
    assertThat(frame.wkt()).startsWith("PROJCS[\"GDA94 / MGA zone 55\"");
  }

  @Test
  void unknownFrameIsRefusedWithWhatIsExpected() {
    assertThatThrownBy(() -> MapFrame.of("EPSG:1"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("EPSG:1")
        .hasMessageContaining("expected");
  }

  @Test
  void utmZoneIsFoundFromThePlace() {
    assertThat(MapFrame.utmOf(Math.toRadians(-37.5), Math.toRadians(143.8)))
        .isEqualTo("EPSG:32754");
    assertThat(MapFrame.utmOf(Math.toRadians(52), Math.toRadians(5))).isEqualTo("EPSG:32631");
  }

  @Test
  void pointAheadOfAVehicleHeadingEastLiesToTheEast() {
    track.add(pose(0, 500_000, 90));
    track.add(pose(1_000_000, 500_000, 90));
    PointBatch batch = batch(500_000, 10, 2, -3);
    assertThat(new Georeferencer(track, Mount.NONE).place(batch)).isEqualTo(PoseLookup.COVERED);
    assertThat(batch.eastingMetres[0]).isCloseTo(500_010, within(1e-4));
    assertThat(batch.northingMetres[0]).isCloseTo(5_000_002, within(1e-4));
    assertThat(batch.heightMetres[0]).isCloseTo(97, within(1e-4));
    assertThat(batch.poseQuality).isEqualTo(PoseQuality.RTK_FIXED);
  }

  @Test
  void leverArmAndBoresightAreAppliedInTheBodysAxes() {
    track.add(pose(0, 500_000, 0));
    track.add(pose(1_000_000, 500_000, 0));
    // Turned a quarter to the left about up: the sensor's x is the body's left.
    Mount mount = new Mount(1, 0.5, 2, 0, 0, Math.PI / 2);
    PointBatch batch = batch(500_000, 10, 0, 0);
    new Georeferencer(track, mount).place(batch);
    assertThat(batch.eastingMetres[0]).isCloseTo(500_000 - 0.5 - 10, within(1e-4));
    assertThat(batch.northingMetres[0]).isCloseTo(5_000_001, within(1e-4));
    assertThat(batch.heightMetres[0]).isCloseTo(102, within(1e-4));
  }

  @Test
  void rightRollLowersWhatIsOnTheRight() {
    Pose rolled = pose(0, 0, 0);
    rolled.turn(Math.toRadians(10), 0, 0);
    track.add(rolled);
    rolled.gpsTimeNanos = 1_000_000;
    track.add(rolled);
    PointBatch batch = batch(0, 0, -10, 0);
    new Georeferencer(track, Mount.NONE).place(batch);
    assertThat(batch.eastingMetres[0]).isCloseTo(10 * Math.cos(Math.toRadians(10)), within(1e-4));
    assertThat(batch.heightMetres[0])
        .isCloseTo(100 - 10 * Math.sin(Math.toRadians(10)), within(1e-4));
  }

  @Test
  void fastTurnIsFollowedToAMillimetreThroughAPacketOfTenMilliseconds() {
    track.add(pose(0, 0, 0));
    track.add(pose(100_000_000, 0, 10));
    PointBatch batch = new PointBatch(200);
    for (int i = 0; i < 200; i++) {
      batch.sensorTimeNanos[i] = i * 50_000L;
      batch.xSensorMetres[i] = 250;
    }
    batch.size = 200;
    new Georeferencer(track, Mount.NONE).place(batch);
    for (int i = 0; i < 200; i++) {
      double heading = Math.toRadians(batch.sensorTimeNanos[i] / 1e8 * 10);
      assertThat(batch.eastingMetres[i]).isCloseTo(250 * Math.sin(heading), within(0.001));
      assertThat(batch.northingMetres[i] - 5_000_000)
          .isCloseTo(250 * Math.cos(heading), within(0.001));
    }
  }

  @Test
  void pointsWaitForTheirPoseAndAreNeverExtrapolated() {
    PointBatchPool pool = new PointBatchPool(3, 4);
    List<Double> placed = new ArrayList<>();
    PoseWait wait =
        new PoseWait(
            new Georeferencer(track, Mount.NONE),
            pool,
            batch -> placed.add(batch.eastingMetres[0]),
            counters,
            3,
            5_000_000_000L);
    track.add(pose(100, 0, 0));
    wait.offer(take(pool, 1, 50));
    wait.offer(take(pool, 2, 150));
    wait.drain(0);
    assertThat(placed).isEmpty();
    assertThat(counters.get(DeviceCounter.POINTS_WITHOUT_POSE)).isEqualTo(1);
    track.add(pose(200, 10, 0));
    wait.drain(0);
    assertThat(placed).hasSize(1);
    assertThat(placed.getFirst()).isCloseTo(5, within(1e-9));
    wait.offer(take(pool, 3, 900));
    for (long second = 1; second <= 4; second++) {
      wait.drain(second * 1_000_000_000L);
    }
    assertThat(pool.available()).isEqualTo(2);
    wait.drain(5_000_000_000L);
    wait.drain(6_000_000_000L);
    assertThat(pool.available()).isEqualTo(3);
    assertThat(counters.get(DeviceCounter.POINTS_WITHOUT_POSE)).isEqualTo(2);
  }

  @Test
  void placingAllocatesNothing() {
    track.add(pose(0, 0, 0));
    track.add(pose(100_000_000, 0, 10));
    Georeferencer georeferencer = new Georeferencer(track, Mount.NONE);
    PointBatch batch = batch(50_000_000, 10, 2, 3);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 20_000; i++) {
      georeferencer.place(batch);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10_000; i++) {
      georeferencer.place(batch);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
  }

  private static PointBatch take(PointBatchPool pool, long sequence, long timeNanos) {
    PointBatch batch = pool.tryTake();
    assertThat(batch).isNotNull();
    batch.sequence = sequence;
    batch.size = 1;
    batch.sensorTimeNanos[0] = timeNanos;
    batch.xSensorMetres[0] = 0;
    batch.ySensorMetres[0] = 0;
    batch.zSensorMetres[0] = 0;
    return batch;
  }
}
