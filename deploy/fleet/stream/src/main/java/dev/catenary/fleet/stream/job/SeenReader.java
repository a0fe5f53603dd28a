package dev.catenary.fleet.stream.job;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.catenary.proto.message.FleetEvent;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.message.ZoneSeen;
import dev.catenary.proto.message.ZonesSeen;
import org.apache.flink.util.Collector;

/** Records of {@code zones-seen}: each zone as a final event that has wires and no finding. */
final class SeenReader extends EventSource {
  private static final long serialVersionUID = 1;

  @Override
  void read(byte[] value, FleetEvent common, Collector<FleetEvent> out)
      throws InvalidProtocolBufferException {
    ZonesSeen batch = ZonesSeen.parseFrom(value);
    for (ZoneSeen zone : batch.getZonesList()) {
      out.collect(common.toBuilder().setEvent(event(batch, zone)).build());
    }
  }

  private static ZoneEvent.Builder event(ZonesSeen batch, ZoneSeen zone) {
    return ZoneEvent.newBuilder()
        .setFormatVersion(batch.getFormatVersion())
        .setEventId(zone.getEventId())
        .setRevision(Math.max(1, zone.getRevision()))
        .setFinal(true)
        .setVehicle(batch.getVehicle())
        .setMission(batch.getMission())
        .setZone(zone.getZone().toBuilder().clearWkt())
        .setRank(zone.getRank())
        .setFirstHostNanos(zone.getFirstHostNanos())
        .setLastHostNanos(zone.getLastHostNanos())
        .setTimeQuality(zone.getTimeQuality())
        .setPoseQuality(zone.getPoseQuality())
        .setClassifier(zone.getClassifier())
        .setRulesVersion(zone.getRulesVersion())
        .addAllSpans(zone.getSpansList());
  }
}
