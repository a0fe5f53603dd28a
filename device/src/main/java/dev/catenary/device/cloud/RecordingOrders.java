package dev.catenary.device.cloud;

import dev.catenary.proto.message.HostTimeSpan;
import dev.catenary.proto.message.Zone;
import dev.catenary.uplink.iot.Answer;
import dev.catenary.uplink.iot.DesiredRecording;
import dev.catenary.uplink.iot.RecordingState;
import java.util.List;

/** Sender of parts of the raw journal. What is begun must go on over a restart. */
public interface RecordingOrders {
  /** The datagrams that came in a span of the host's clock. */
  Answer send(String commandId, HostTimeSpan span);

  /** The datagrams that made points of a zone. */
  Answer send(String commandId, Zone zone);

  /** An entry of the shadow's list; the same once more is harmless. */
  Answer wish(DesiredRecording wish);

  /** States of the last requests, the oldest first. */
  List<RecordingState> states();
}
