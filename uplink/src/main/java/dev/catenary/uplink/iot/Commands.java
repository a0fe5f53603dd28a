package dev.catenary.uplink.iot;

import dev.catenary.proto.message.HostTimeSpan;
import dev.catenary.proto.message.Zone;

/**
 * Commands that a vehicle can carry out. Called in the broker's thread: what takes long is begun,
 * made durable, and {@link Answer#accepted}. The same command may come again after a restart, so
 * doing it twice must be as doing it once; the id is there for that.
 */
public interface Commands {
  /** Send the datagrams that came in this span of the host's clock. */
  Answer sendRecording(String commandId, HostTimeSpan span);

  /** Send the datagrams that made points of this zone. */
  Answer sendRecording(String commandId, Zone zone);

  /** Choose one of the configured upload policies. */
  Answer setUploadPolicy(String name);

  /** Sets the mission of what is captured from now on. */
  Answer setMission(String label);
}
