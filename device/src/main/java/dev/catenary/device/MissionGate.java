package dev.catenary.device;

import dev.catenary.device.mission.MissionControl;
import dev.catenary.device.mission.MissionState;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatch;

/**
 * Lets points through to the zones while the mission runs. At each switch the open zones close,
 * under the label they were gathered under. What a crash has left in the journal was gathered
 * before and is let through whatever is switched now.
 *
 * <p>Capture's thread.
 */
final class MissionGate {
  private final MissionControl mission;
  private final Counters counters;
  private MissionState adopted;
  private long liveAfter;

  MissionGate(MissionControl mission, Counters counters) {
    this.mission = mission;
    this.counters = counters;
    this.adopted = mission.state();
  }

  /**
   * @param sequence of the last datagram that an earlier run may have numbered
   */
  void liveAfter(long sequence) {
    liveAfter = sequence;
  }

  /** What zones that close now are labelled. */
  String label() {
    return adopted.label();
  }

  /**
   * @param closeZones closes all that are open
   */
  void look(Runnable closeZones) {
    MissionState now = mission.state();
    if (!now.equals(adopted)) {
      closeZones.run();
      adopted = now;
    }
  }

  /** Whether the batch is gathered; counts it when it is not. */
  boolean admits(PointBatch batch, Runnable closeZones) {
    look(closeZones);
    if (adopted.running() || batch.sequence <= liveAfter) {
      return true;
    }
    counters.add(DeviceCounter.POINTS_OUTSIDE_MISSION, batch.size);
    return false;
  }
}
