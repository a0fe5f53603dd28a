package dev.catenary.capture.georeference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.pose.Pose;
import dev.catenary.capture.pose.PoseTrack;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.point.PointBatchPool;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A serial read brings several frames under one sequence. */
class PoseWaitDatagramTest {
  private static final long SECOND = 1_000_000_000L;

  private final Counters counters = new Counters();
  private final PoseTrack track = new PoseTrack(16, 10 * SECOND, counters);
  private final PointBatchPool pool = new PointBatchPool(8, 4);
  private final List<Long> placed = new ArrayList<>();

  private PoseWait wait(int capacity) {
    return new PoseWait(
        new Georeferencer(track, Mount.NONE),
        pool,
        // A placed pulse is moved by less than a microsecond.
        batch ->
            placed.add(batch.sequence * 100 + Math.round(10.0 * batch.sensorTimeNanos[0] / SECOND)),
        counters,
        capacity,
        5 * SECOND);
  }

  private void pose(long gpsTimeNanos) {
    Pose pose = new Pose();
    pose.gpsTimeNanos = gpsTimeNanos;
    track.add(pose);
  }

  private void offer(PoseWait wait, long sequence, int tenths) {
    PointBatch batch = pool.tryTake();
    assertThat(batch).isNotNull();
    batch.size = 1;
    batch.sequence = sequence;
    batch.sensorTimeNanos[0] = tenths * SECOND / 10;
    batch.hostTimeNanos = SECOND;
    wait.offer(batch);
  }

  @Test
  void batchesOfADatagramGoOnTogether() {
    PoseWait wait = wait(7);
    pose(0);
    pose(SECOND);
    offer(wait, 1, 3);
    offer(wait, 1, 9);
    offer(wait, 1, 12);
    offer(wait, 2, 15);
    wait.drain(SECOND);
    assertThat(placed).isEmpty();
    assertThat(wait.oldestSequence()).isEqualTo(1);
    pose(13 * SECOND / 10);
    wait.drain(SECOND);
    assertThat(placed).containsExactly(103L, 109L, 112L);
    assertThat(wait.oldestSequence()).isEqualTo(2);
  }

  @Test
  void batchWhosePoseNeverComesIsGivenUpAndItsDatagramsOthersGoOn() {
    PoseWait wait = wait(7);
    pose(0);
    pose(SECOND);
    offer(wait, 1, 3);
    offer(wait, 1, 12);
    for (int second = 1; second < 8; second++) {
      wait.drain(second * SECOND);
    }
    assertThat(placed).containsExactly(103L);
    assertThat(counters.get(DeviceCounter.POINTS_WITHOUT_POSE)).isEqualTo(1);
  }

  @Test
  void fullWaitDoesNotHandOnADatagramOfWhichMoreIsOffered() {
    PoseWait wait = wait(3);
    pose(0);
    pose(SECOND);
    offer(wait, 1, 1);
    offer(wait, 2, 2);
    offer(wait, 2, 3);
    offer(wait, 2, 4);
    assertThat(placed).containsExactly(101L);
    wait.drain(SECOND);
    assertThat(placed).containsExactly(101L, 202L, 203L, 204L);
    assertThat(counters.get(DeviceCounter.POINTS_WITHOUT_POSE)).isZero();
  }
}
