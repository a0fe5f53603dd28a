package dev.catenary.inference.zone;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;

/** Counts of a batch's points by what became of them: each is in one of these. */
final class GatheredPoints {
  int gathered;
  int alreadyDurable;
  int doubtful;
  int dropped;

  /** Adds them to the counters and begins anew. */
  void tell(Counters counters) {
    counters.add(DeviceCounter.POINTS_IN_ZONES, gathered);
    if (alreadyDurable + doubtful + dropped > 0) {
      counters.add(DeviceCounter.POINTS_ALREADY_DURABLE, alreadyDurable);
      counters.add(DeviceCounter.POINTS_PERHAPS_DURABLE, doubtful);
      counters.add(DeviceCounter.POINTS_DROPPED_ZONE_MEMORY, dropped);
    }
    gathered = 0;
    alreadyDurable = 0;
    doubtful = 0;
    dropped = 0;
  }
}
