package dev.catenary.fleet.bridge;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.tinylog.Logger;

/**
 * One session at the message broker and one producer of the event log. A message is acknowledged in
 * the producer's callback, so that a killed bridge is brought again what the log does not have. It
 * may bring a message twice, and never loses one; the order of each vehicle's first copies is kept.
 *
 * <p>A log that does not answer holds the producer, this the client's thread, and that the broker.
 */
public final class Bridge implements AutoCloseable {
  private static final List<String> FILTERS =
      List.of("catenary/+/events", "catenary/+/seen", "catenary/+/receipts", "catenary/+/reports");
  private static final long CONNECT_SECONDS = 60;

  /** The broker keeps what vehicles send while the bridge is away. */
  private static final long SESSION_SECONDS = 7 * 24 * 3600L;

  private final Mqtt5AsyncClient client;
  private final Producer<String, byte[]> producer;
  private final Gate gate;
  private final Counts counts;
  private final CountDownLatch broken = new CountDownLatch(1);

  /** Opens both ends; messages flow before this returns. */
  public Bridge(BridgeSettings settings, Gate gate, Counts counts) throws Exception {
    this.gate = gate;
    this.counts = counts;
    this.producer =
        new KafkaProducer<>(
            producerSettings(settings.kafka()), new StringSerializer(), new ByteArraySerializer());
    this.client = BrokerClient.of(settings, () -> counts.increment(BridgeCounter.RECONNECTED));
    // Before the connection: a session that is resumed brings messages at once.
    client.publishes(MqttGlobalPublishFilter.ALL, this::take, /* manualAcknowledgement= */ true);
    client
        .connectWith()
        .cleanStart(false)
        .sessionExpiryInterval(SESSION_SECONDS)
        .restrictions()
        // Far above the broker's limit of messages in flight, so that the broker's holds.
        .receiveMaximum(65_535)
        .applyRestrictions()
        .send()
        .get(CONNECT_SECONDS, TimeUnit.SECONDS);
    for (String filter : FILTERS) {
      client
          .subscribeWith()
          .topicFilter(filter)
          .qos(MqttQos.AT_LEAST_ONCE)
          .send()
          .get(CONNECT_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static Properties producerSettings(Properties kafka) {
    Properties settings = new Properties();
    settings.put("acks", "all");
    settings.put("enable.idempotence", "true");
    settings.put("linger.ms", "5");
    settings.put("compression.type", "lz4");
    settings.put("max.request.size", "1048576");
    // The broker waits with us: a log that is away for long is no reason to give a message up.
    settings.put("delivery.timeout.ms", "2147483647");
    settings.put("max.block.ms", "9223372036854775807");
    settings.putAll(kafka);
    return settings;
  }

  private void take(Mqtt5Publish publish) {
    counts.increment(BridgeCounter.RECEIVED);
    byte[] payload = publish.getPayloadAsBytes();
    Arrival arrival = gate.judge(publish.getTopic().toString(), payload);
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(arrival.topic().topic(), arrival.key(), payload);
    arrival
        .headers()
        .forEach(
            (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    try {
      var _ = producer.send(record, (metadata, failure) -> settle(publish, arrival, failure));
    } catch (RuntimeException e) {
      settle(publish, arrival, e);
    }
  }

  private void settle(
      Mqtt5Publish publish, Arrival arrival, @org.jspecify.annotations.Nullable Exception failure) {
    if (failure != null) {
      // Not acknowledged: the broker brings it to the bridge's next life.
      counts.increment(BridgeCounter.FAILED);
      Logger.error("the event log has not taken a message: {}", failure.getMessage());
      broken.countDown();
      return;
    }
    if (arrival instanceof Arrival.Refused refused) {
      counts.increment(BridgeCounter.REFUSED);
      Logger.warn("refused from {}: {}", refused.mqttTopic(), refused.why());
    } else {
      counts.increment(BridgeCounter.TAKEN);
    }
    publish.acknowledge();
  }

  /** Waits for the end; true when the log has refused a message for good. */
  public boolean awaitBroken(long seconds) throws InterruptedException {
    return broken.await(seconds, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    try {
      client.disconnect().get(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      Logger.warn("the broker was not told of the end: {}", e.getMessage());
    }
    producer.close(java.time.Duration.ofSeconds(5));
  }
}
