package dev.catenary.fleet.stream.job;

import dev.catenary.proto.message.FleetFinding;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records of {@code findings}, their id as key. */
final class FindingWriter implements KafkaRecordSerializationSchema<FleetFinding> {
  private static final long serialVersionUID = 1;

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      FleetFinding finding, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(
        "findings", finding.getFindingId().getBytes(StandardCharsets.UTF_8), finding.toByteArray());
  }
}
