package dev.catenary.fleet.stream.job;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.catenary.proto.message.FleetEvent;
import dev.catenary.proto.message.ZoneEvent;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Records of {@code zone-events}. One that is no event is counted ({@code unreadable}). */
final class EventReader implements KafkaRecordDeserializationSchema<FleetEvent> {
  private static final long serialVersionUID = 1;

  private transient Counter unreadable = new SimpleCounter();

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    unreadable = context.getMetricGroup().counter("unreadable");
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<FleetEvent> out) {
    String owner = owner(record);
    try {
      if (owner.isEmpty() || record.value() == null) {
        unreadable.inc();
        return;
      }
      ZoneEvent.Builder event = ZoneEvent.parseFrom(record.value()).toBuilder();
      event.getZoneBuilder().clearWkt();
      out.collect(
          FleetEvent.newBuilder()
              .setOwner(owner)
              .setReceivedNanos(receivedNanos(record))
              .setEvent(event.clearEventCrc32C())
              .build());
    } catch (InvalidProtocolBufferException e) {
      unreadable.inc();
    }
  }

  /** The header that the bridge has set; empty without one. */
  static String owner(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader("owner");
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  static long receivedNanos(ConsumerRecord<byte[], byte[]> record) {
    return TimeUnit.MILLISECONDS.toNanos(record.timestamp());
  }

  @Override
  public TypeInformation<FleetEvent> getProducedType() {
    return new MessageType<>(FleetEvent.class);
  }
}
