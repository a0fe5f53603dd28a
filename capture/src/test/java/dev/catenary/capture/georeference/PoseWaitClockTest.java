package dev.catenary.capture.georeference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.pose.Pose;
import dev.catenary.capture.pose.PoseTrack;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.point.PointBatchPool;
import org.junit.jupiter.api.Test;

class PoseWaitClockTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3_600 * SECOND;

  private final Counters counters = new Counters();
  private final PoseTrack track = new PoseTrack(16, 10 * SECOND, counters);
  private final PointBatchPool pool = new PointBatchPool(4, 4);
  private long sequence;
  private int placed;
  private final PoseWait wait =
      new PoseWait(
          new Georeferencer(track, Mount.NONE), pool, batch -> placed++, counters, 2, 5 * SECOND);

  private void pose(long gpsTimeNanos) {
    Pose pose = new Pose();
    pose.gpsTimeNanos = gpsTimeNanos;
    track.add(pose);
  }

  private void offer(long gpsTimeNanos, long hostTimeNanos) {
    PointBatch batch = pool.tryTake();
    assertThat(batch).isNotNull();
    batch.size = 1;
    batch.sequence = ++sequence;
    batch.sensorTimeNanos[0] = gpsTimeNanos;
    batch.hostTimeNanos = hostTimeNanos;
    wait.offer(batch);
  }

  @Test
  void stepOfTheHostsClockForwardGivesUpNothing() {
    pose(0);
    offer(SECOND / 2, HOUR);
    wait.drain(2 * HOUR);
    pose(SECOND);
    wait.drain(2 * HOUR);
    assertThat(placed).isEqualTo(1);
    assertThat(counters.get(DeviceCounter.POINTS_WITHOUT_POSE)).isZero();
  }

  @Test
  void afterAStepBackBatchesAreStillWaitedForAndStillGivenUpInTime() {
    pose(0);
    wait.drain(2 * HOUR);
    offer(SECOND / 2, HOUR);
    wait.drain(2 * HOUR);
    wait.drain(HOUR + SECOND / 10);
    assertThat(counters.get(DeviceCounter.POINTS_WITHOUT_POSE)).isZero();
    for (int tenth = 1; tenth < 60; tenth++) {
      wait.drain(HOUR + tenth * SECOND / 10);
    }
    assertThat(counters.get(DeviceCounter.POINTS_WITHOUT_POSE)).isEqualTo(1);
  }

  @Test
  void fullWaitPlacesWhatItCanBeforeItGivesUpAnything() {
    pose(0);
    pose(SECOND);
    offer(1, HOUR);
    offer(2, HOUR);
    offer(3, HOUR);
    assertThat(placed).isEqualTo(2);
    assertThat(counters.get(DeviceCounter.POINTS_WITHOUT_POSE)).isZero();
  }
}
