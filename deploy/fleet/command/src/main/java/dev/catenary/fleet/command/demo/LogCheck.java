package dev.catenary.fleet.command.demo;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.catenary.proto.message.FleetAlert;
import dev.catenary.proto.message.FleetFinding;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic of the log from its beginning to its end, committed records alone. */
public final class LogCheck {
  private static final Duration POLL = Duration.ofMillis(300);

  private final Map<String, FleetFinding> newest = new HashMap<>();
  private long twice;
  private long outOfOrder;
  private long raised;
  private long withdrawn;

  private LogCheck() {}

  /** Reads {@code findings} and {@code alerts}. */
  public static LogCheck of(String servers) throws InvalidProtocolBufferException {
    LogCheck check = new LogCheck();
    check.read(servers, "findings");
    check.read(servers, "alerts");
    return check;
  }

  private void read(String servers, String topic) throws InvalidProtocolBufferException {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", servers);
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "earliest");
    Set<String> seen = new HashSet<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(one -> new TopicPartition(topic, one.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (topic.equals("findings")) {
            finding(FleetFinding.parseFrom(record.value()), seen);
          } else {
            alert(FleetAlert.parseFrom(record.value()), seen);
          }
        }
      }
    }
  }

  private void finding(FleetFinding finding, Set<String> seen) {
    if (!seen.add(finding.getFindingId() + "/" + finding.getVersion())) {
      twice++;
    }
    FleetFinding before = newest.put(finding.getFindingId(), finding);
    long expected = before == null ? 1 : before.getVersion() + 1;
    if (finding.getVersion() != expected) {
      outOfOrder++;
    }
  }

  private void alert(FleetAlert alert, Set<String> seen) {
    if (!seen.add(alert.getAlertId() + "/" + alert.getWithdrawn())) {
      twice++;
    }
    if (alert.getWithdrawn()) {
      withdrawn++;
    } else {
      raised++;
    }
  }

  /** The newest version of each finding. */
  public Map<String, FleetFinding> newest() {
    return newest;
  }

  /** Records that are there again. */
  public long twice() {
    return twice;
  }

  /** Versions that do not follow the one before. */
  public long outOfOrder() {
    return outOfOrder;
  }

  public long raised() {
    return raised;
  }

  public long withdrawn() {
    return withdrawn;
  }
}
