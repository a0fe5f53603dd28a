package dev.catenary.device.assembly;

import dev.catenary.capture.time.HostClock;
import dev.catenary.uplink.redate.TrueTime;

/** What the receivers say of the host's clock, for who dates chunks again. */
record ReceiverTime(HostClock hostClock) implements TrueTime {
  @Override
  public boolean isTold() {
    return hostClock.isTold();
  }

  @Override
  public long hostAheadNanos() {
    return hostClock.aheadNanos();
  }
}
