package dev.catenary.fleet.stream.job;

import dev.catenary.proto.message.FleetAlert;
import dev.catenary.proto.message.FleetEvent;
import dev.catenary.proto.message.FleetFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.TupleTypeInfo;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job from events to findings and alerts. Checkpoints, state and parallelism are settings of
 * Flink and not of this code. A cluster runs {@code main} with one argument, a file of properties
 * for Kafka.
 */
public final class FleetJob {
  private static final String NAME = "catenary-fleet";

  private FleetJob() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 1) {
      throw new IllegalArgumentException(
          "found " + arguments.length + " arguments; expected the file of Kafka's properties");
    }
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    build(environment, read(Path.of(arguments[0])), DeliveryGuarantee.EXACTLY_ONCE);
    environment.execute(NAME);
  }

  private static Properties read(Path file) throws IOException {
    Properties kafka = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      kafka.load(reader);
    }
    return kafka;
  }

  /**
   * Builds the job.
   *
   * @param kafka settings of consumers and producers; {@code transaction.timeout.ms} must be above
   *     the longest outage of the job and below the broker's {@code transaction.max.timeout.ms}
   */
  public static void build(
      StreamExecutionEnvironment environment, Properties kafka, DeliveryGuarantee guarantee) {
    MessageType<FleetEvent> event = new MessageType<>(FleetEvent.class);
    DataStream<FleetEvent> events =
        environment
            .fromSource(
                source(kafka, "zone-events", new EventReader()),
                WatermarkStrategy.noWatermarks(),
                "zone-events",
                event)
            .uid("zone-events");
    DataStream<FleetEvent> seen =
        environment
            .fromSource(
                source(kafka, "zones-seen", new SeenReader()),
                WatermarkStrategy.noWatermarks(),
                "zones-seen",
                event)
            .uid("zones-seen");
    SingleOutputStreamOperator<FleetFinding> findings =
        events
            .union(seen)
            .keyBy(new EventId(), Types.STRING)
            .process(new Newest(), event)
            .uid("newest")
            .name("newest")
            .flatMap(new ToCells())
            .returns(new TupleTypeInfo<>(Types.STRING, event))
            .uid("cells")
            .name("cells")
            .keyBy(new CellOf(), Types.STRING)
            .process(new Passes(), new MessageType<>(FleetFinding.class))
            .uid("passes")
            .name("passes");
    findings
        .sinkTo(sink(kafka, guarantee, "findings", new FindingWriter()))
        .uid("findings")
        .name("findings");
    DataStream<FleetAlert> alerts = findings.getSideOutput(Passes.ALERTS);
    alerts.sinkTo(sink(kafka, guarantee, "alerts", new AlertWriter())).uid("alerts").name("alerts");
  }

  private static KafkaSource<FleetEvent> source(
      Properties kafka, String topic, KafkaRecordDeserializationSchema<FleetEvent> reader) {
    Properties settings = new Properties();
    settings.putAll(kafka);
    settings.remove("transaction.timeout.ms");
    settings.setProperty("isolation.level", "read_committed");
    return KafkaSource.<FleetEvent>builder()
        .setProperties(settings)
        .setGroupId(NAME + "-" + topic)
        .setTopics(topic)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(reader)
        .build();
  }

  private static <T> KafkaSink<T> sink(
      Properties kafka,
      DeliveryGuarantee guarantee,
      String topic,
      KafkaRecordSerializationSchema<T> writer) {
    Properties settings = new Properties();
    settings.setProperty("linger.ms", "5");
    settings.setProperty("compression.type", "lz4");
    settings.putAll(kafka);
    return KafkaSink.<T>builder()
        .setKafkaProducerConfig(settings)
        .setBootstrapServers(kafka.getProperty("bootstrap.servers"))
        .setDeliveryGuarantee(guarantee)
        .setTransactionalIdPrefix(NAME + "-" + topic)
        .setRecordSerializer(writer)
        .build();
  }
}
