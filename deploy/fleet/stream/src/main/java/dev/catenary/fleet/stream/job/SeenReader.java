package dev.catenary.fleet.stream.job;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.catenary.proto.message.FleetEvent;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.message.ZoneSeen;
import dev.catenary.proto.message.ZonesSeen;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of {@code zones-seen}: each zone as a final event that has wires and no finding. */
final class SeenReader implements KafkaRecordDeserializationSchema<FleetEvent> {
  private static final long serialVersionUID = 1;

  private transient Counter unreadable = new SimpleCounter();

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    unreadable = context.getMetricGroup().counter("unreadable");
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<FleetEvent> out) {
    String owner = EventReader.owner(record);
    try {
      if (owner.isEmpty() || record.value() == null) {
        unreadable.inc();
        return;
      }
      ZonesSeen batch = ZonesSeen.parseFrom(record.value());
      for (ZoneSeen zone : batch.getZonesList()) {
        out.collect(
            FleetEvent.newBuilder()
                .setOwner(owner)
                .setReceivedNanos(EventReader.receivedNanos(record))
                .setEvent(event(batch, zone))
                .build());
      }
    } catch (InvalidProtocolBufferException e) {
      unreadable.inc();
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

  @Override
  public TypeInformation<FleetEvent> getProducedType() {
    return new MessageType<>(FleetEvent.class);
  }
}
