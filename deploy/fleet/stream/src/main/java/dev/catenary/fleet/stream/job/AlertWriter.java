package dev.catenary.fleet.stream.job;

import dev.catenary.proto.message.FleetAlert;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records of {@code alerts}, their finding's id as key. */
final class AlertWriter implements KafkaRecordSerializationSchema<FleetAlert> {
  private static final long serialVersionUID = 1;

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      FleetAlert alert, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(
        "alerts",
        alert.getFinding().getFindingId().getBytes(StandardCharsets.UTF_8),
        alert.toByteArray());
  }
}
