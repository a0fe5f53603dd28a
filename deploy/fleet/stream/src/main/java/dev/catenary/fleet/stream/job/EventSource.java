package dev.catenary.fleet.stream.job;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.catenary.proto.message.FleetEvent;
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

/**
 * Records of a topic as events with owner and time. One without is counted ({@code unreadable}).
 */
abstract class EventSource implements KafkaRecordDeserializationSchema<FleetEvent> {
  private static final long serialVersionUID = 1;

  private transient Counter unreadable = new SimpleCounter();

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    unreadable = context.getMetricGroup().counter("unreadable");
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<FleetEvent> out) {
    Header owner = record.headers().lastHeader("owner");
    if (owner == null || owner.value().length == 0 || record.value() == null) {
      unreadable.inc();
      return;
    }
    FleetEvent common =
        FleetEvent.newBuilder()
            .setOwner(new String(owner.value(), StandardCharsets.UTF_8))
            .setReceivedNanos(TimeUnit.MILLISECONDS.toNanos(record.timestamp()))
            .build();
    try {
      read(record.value(), common, out);
    } catch (InvalidProtocolBufferException e) {
      unreadable.inc();
    }
  }

  /**
   * Reads one record.
   *
   * @param common what all its events have: owner and time of receipt
   */
  abstract void read(byte[] value, FleetEvent common, Collector<FleetEvent> out)
      throws InvalidProtocolBufferException;

  @Override
  public TypeInformation<FleetEvent> getProducedType() {
    return new MessageType<>(FleetEvent.class);
  }
}
