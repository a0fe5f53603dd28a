package dev.catenary.device.cloud;

import dev.catenary.proto.message.HostTimeSpan;
import dev.catenary.proto.message.Zone;
import dev.catenary.uplink.iot.Answer;

/** Who sends parts of the raw journal. What is begun must go on over a restart. */
public interface JournalRequests {
  /** The datagrams that came in a span of the host's clock. */
  Answer send(String commandId, HostTimeSpan span);

  /** The datagrams that made points of a zone. */
  Answer send(String commandId, Zone zone);
}
