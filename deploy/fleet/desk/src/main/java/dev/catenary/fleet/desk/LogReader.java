package dev.catenary.fleet.desk;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.catenary.fleet.desk.store.FindingStore;
import dev.catenary.fleet.desk.store.FindingStore.LogPlace;
import dev.catenary.proto.message.FleetAlert;
import dev.catenary.proto.message.FleetFinding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.tinylog.Logger;

/**
 * Reads {@code findings} and {@code alerts}, committed records alone, from where the store has come
 * to. Kafka keeps no offsets for it: the store's own are in one transaction with what they led to.
 */
final class LogReader implements Runnable, AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final List<String> TOPICS = List.of("findings", "alerts");
  private static final int FORMAT_VERSION = 1;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final FindingStore store;
  private final Consumer<List<FleetFinding>> changes;
  private final String owner;

  /**
   * @param owner the only utility whose findings are taken; empty for all
   * @param changes is told what has changed in the store
   */
  LogReader(
      Properties kafka, FindingStore store, String owner, Consumer<List<FleetFinding>> changes) {
    Properties settings = new Properties();
    settings.putAll(kafka);
    settings.setProperty("isolation.level", "read_committed");
    settings.setProperty("enable.auto.commit", "false");
    settings.setProperty("auto.offset.reset", "earliest");
    settings.setProperty("max.poll.records", "2000");
    settings.setProperty("fetch.max.wait.ms", "100");
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.store = store;
    this.owner = owner;
    this.changes = changes;
  }

  @Override
  public void run() {
    try {
      List<TopicPartition> partitions = new ArrayList<>();
      for (String topic : TOPICS) {
        consumer
            .partitionsFor(topic)
            .forEach(one -> partitions.add(new TopicPartition(topic, one.partition())));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      store
          .places()
          .forEach(
              (place, next) ->
                  consumer.seek(new TopicPartition(place.topic(), place.partition()), next));
      while (true) {
        step();
      }
    } catch (WakeupException e) {
      consumer.close();
    }
  }

  private void step() {
    List<FleetFinding> findings = new ArrayList<>();
    List<FleetAlert> alerts = new ArrayList<>();
    Map<LogPlace, Long> next = new HashMap<>();
    for (var record : consumer.poll(POLL)) {
      next.put(new LogPlace(record.topic(), record.partition()), record.offset() + 1);
      if (record.value() == null) {
        continue;
      }
      try {
        if (record.topic().equals("findings")) {
          FleetFinding finding = FleetFinding.parseFrom(record.value());
          if (isOurs(finding)) {
            findings.add(finding);
          }
        } else {
          FleetAlert alert = FleetAlert.parseFrom(record.value());
          if (isOurs(alert.getFinding())) {
            alerts.add(alert);
          }
        }
      } catch (InvalidProtocolBufferException e) {
        Logger.error("{} {} is no message: {}", record.topic(), record.offset(), e.getMessage());
      }
    }
    if (!next.isEmpty()) {
      List<FleetFinding> changed = store.take(findings, alerts, next);
      if (!changed.isEmpty()) {
        changes.accept(changed);
      }
    }
  }

  private boolean isOurs(FleetFinding finding) {
    return finding.getFormatVersion() == FORMAT_VERSION
        && (owner.isEmpty() || owner.equals(finding.getOwner()));
  }

  @Override
  public void close() {
    consumer.wakeup();
  }
}
