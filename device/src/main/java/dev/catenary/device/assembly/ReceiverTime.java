package dev.catenary.device.assembly;

import dev.catenary.capture.time.HostClock;
import dev.catenary.uplink.redate.TrueTime;

/** Host clock errors that the receivers show, for the redating of chunks. */
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
