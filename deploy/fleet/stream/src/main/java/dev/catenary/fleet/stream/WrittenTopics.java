package dev.catenary.fleet.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Looks for what an earlier life of the job has committed. */
final class WrittenTopics {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int POLLS_MAX = 40;

  private WrittenTopics() {}

  /**
   * True where the topic has a committed record. Records of a transaction that was given up are
   * none, and a transaction that is open hides nothing committed before it.
   */
  static boolean hasRecords(Properties kafka, String topic) {
    Properties settings = new Properties();
    settings.putAll(kafka);
    settings.remove("transaction.timeout.ms");
    settings.setProperty("isolation.level", "read_committed");
    settings.setProperty("auto.offset.reset", "earliest");
    settings.setProperty("enable.auto.commit", "false");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(one -> new TopicPartition(one.topic(), one.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      for (int i = 0; i < POLLS_MAX; i++) {
        if (!consumer.poll(POLL).isEmpty()) {
          return true;
        }
        if (ends.entrySet().stream()
            .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
          return false;
        }
      }
      // Not known: said as if there were some, for the cure of that harms nothing.
      return true;
    }
  }
}
