package dev.catenary.fleet.stream.job;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.catenary.proto.message.FleetEvent;
import dev.catenary.proto.message.ZoneEvent;
import org.apache.flink.util.Collector;

/** Records of {@code zone-events}: one event each. */
final class EventReader extends EventSource {
  private static final long serialVersionUID = 1;

  @Override
  void read(byte[] value, FleetEvent common, Collector<FleetEvent> out)
      throws InvalidProtocolBufferException {
    ZoneEvent.Builder event = ZoneEvent.parseFrom(value).toBuilder();
    event.getZoneBuilder().clearWkt();
    out.collect(common.toBuilder().setEvent(event.clearEventCrc32C()).build());
  }
}
