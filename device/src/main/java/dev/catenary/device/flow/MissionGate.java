package dev.catenary.device.flow;

import dev.catenary.device.mission.MissionControl;
import dev.catenary.device.mission.MissionState;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatch;
import java.util.function.LongSupplier;

/**
 * Lets points through to the zones while the mission runs. A switch holds for what is taken in
 * after it: what waits before the zones by then was captured under the mission as it was. When that
 * has come through, the open zones close, under the label they were gathered under. What a crash
 * has left in the journal was gathered before and is let through whatever is switched now.
 *
 * <p>Capture's thread.
 */
public final class MissionGate {
  private final MissionControl mission;
  private final long liveAfter;
  private final LongSupplier lastTaken;
  private final Counters counters;
  private MissionState coming;
  private long comesAfter = Long.MIN_VALUE;
  private MissionState adopted;
  private MissionState before;

  /**
   * @param liveAfter sequence of the last datagram that an earlier run may have numbered
   * @param lastTaken sequence of the last datagram that was taken in, placed or not
   */
  public MissionGate(
      MissionControl mission, long liveAfter, LongSupplier lastTaken, Counters counters) {
    this.mission = mission;
    this.liveAfter = liveAfter;
    this.lastTaken = lastTaken;
    this.counters = counters;
    this.coming = mission.state();
    this.adopted = coming;
    this.before = coming;
  }

  /** Mission label of zones that close now. */
  String label() {
    return adopted.label();
  }

  /**
   * @param oldestHeld sequence before which all has come through
   * @param closeZones closes all that are open
   */
  void look(long oldestHeld, Runnable closeZones) {
    MissionState now = mission.state();
    if (!now.equals(coming)) {
      coming = now;
      comesAfter = lastTaken.getAsLong();
    }
    if (oldestHeld > comesAfter && !adopted.equals(coming)) {
      closeZones.run();
      before = adopted;
      adopted = coming;
    }
  }

  /** Tests whether the batch is gathered; counts it when it is not. */
  boolean admits(PointBatch batch, Runnable closeZones) {
    look(batch.sequence, closeZones);
    MissionState at = batch.sequence > comesAfter ? adopted : heldUnder();
    if (at.running() || batch.sequence <= liveAfter) {
      return true;
    }
    counters.add(DeviceCounter.POINTS_OUTSIDE_MISSION, batch.size);
    return false;
  }

  /** State of the mission before the last switch. */
  private MissionState heldUnder() {
    return adopted.equals(coming) ? before : adopted;
  }
}
