package dev.catenary.fleet.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import dev.catenary.fleet.process.KafkaProcess;
import dev.catenary.fleet.process.MosquittoProcess;
import dev.catenary.fleet.process.Program;
import dev.catenary.proto.message.ZoneEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Mosquitto, a real Kafka and the bridge, each in a process of its own. */
class BridgeKillTest {
  private static final Path HOME = Path.of(System.getProperty("catenary.root", "../../.."));
  private static final int VEHICLES = 4;
  private static final int EVENTS_EACH = Integer.getInteger("catenary.bridge.events", 500);
  private static final Instant CAPTURED = Instant.parse("2026-06-01T00:00:00Z");

  @TempDir Path folder;

  @Test
  void aKilledBridgeLosesNothingAndKeepsTheOrderOfEachVehicle() throws Exception {
    assumeTrue(MosquittoProcess.installed().isPresent(), "needs mosquitto");
    try (MosquittoProcess broker = MosquittoProcess.start(folder.resolve("broker"));
        KafkaProcess kafka = KafkaProcess.start(HOME, folder.resolve("kafka"));
        Program bridge = bridge(broker, kafka)) {
      bridge.awaitOutput("bridge runs", 60);
      Mqtt5AsyncClient vehicle =
          Mqtt5Client.builder()
              .identifier("vehicles")
              .serverHost("127.0.0.1")
              .serverPort(broker.port())
              .buildAsync();
      vehicle.connect().get(30, TimeUnit.SECONDS);
      // One that pretends to be another, in the middle of the others.
      publish(vehicle, "thief", Events.event("drone-1", 1, CAPTURED)).get(30, TimeUnit.SECONDS);
      List<CompletableFuture<?>> taken = new ArrayList<>();
      for (int number = 1; number <= EVENTS_EACH; number++) {
        for (int v = 0; v < VEHICLES; v++) {
          taken.add(publish(vehicle, "drone-" + v, Events.event("drone-" + v, number, CAPTURED)));
        }
        if (number == EVENTS_EACH / 3 || number == 2 * EVENTS_EACH / 3) {
          bridge.kill();
          bridge.restart();
        }
      }
      CompletableFuture.allOf(taken.toArray(new CompletableFuture<?>[0]))
          .get(120, TimeUnit.SECONDS);
      Map<String, List<Long>> found = readAll(kafka);
      assertThat(found).hasSize(VEHICLES);
      List<Long> expected = IntStream.rangeClosed(1, EVENTS_EACH).mapToObj(Long::valueOf).toList();
      found.forEach((name, numbers) -> assertThat(numbers).as(name).isEqualTo(expected));
      vehicle.disconnect().get(10, TimeUnit.SECONDS);
      try (var consumer = consumer(kafka, "refused")) {
        var records = consumer.poll(Duration.ofSeconds(20));
        assertThat(records.count()).isEqualTo(1);
        var refused = records.iterator().next();
        assertThat(refused.key()).isEqualTo("thief");
        assertThat(new String(refused.headers().lastHeader("reason").value(), "UTF-8"))
            .isEqualTo("foreign");
      }
    }
  }

  private static CompletableFuture<?> publish(
      Mqtt5AsyncClient client, String thing, ZoneEvent event) {
    return client
        .publishWith()
        .topic("catenary/" + thing + "/events")
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(Events.sealed(event))
        .send();
  }

  /** The numbers of each vehicle in the order of their first copies. */
  private static Map<String, List<Long>> readAll(KafkaProcess kafka) throws Exception {
    Map<String, Set<Long>> found = new LinkedHashMap<>();
    int distinct = 0;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    try (var consumer = consumer(kafka, "zone-events")) {
      while (distinct < VEHICLES * EVENTS_EACH && System.nanoTime() - end < 0) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          assertThat(new String(record.headers().lastHeader("owner").value(), "UTF-8"))
              .isEqualTo("east");
          ZoneEvent event = ZoneEvent.parseFrom(record.value());
          if (found
              .computeIfAbsent(record.key(), any -> new LinkedHashSet<>())
              .add(event.getEventNumber())) {
            distinct++;
          }
        }
      }
    }
    Map<String, List<Long>> inOrder = new HashMap<>();
    found.forEach((name, numbers) -> inOrder.put(name, List.copyOf(numbers)));
    return inOrder;
  }

  private static KafkaConsumer<String, byte[]> consumer(KafkaProcess kafka, String topic) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", kafka.servers());
    settings.put("auto.offset.reset", "earliest");
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(one -> new TopicPartition(one.topic(), one.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  private Program bridge(MosquittoProcess broker, KafkaProcess kafka) throws Exception {
    StringBuilder vehicles = new StringBuilder("vehicle,utility,from,until\n");
    for (int v = 0; v < VEHICLES; v++) {
      vehicles.append("drone-").append(v).append(",east,-,-\n");
    }
    Files.writeString(folder.resolve("vehicles.csv"), vehicles);
    Files.writeString(
        folder.resolve("utilities.csv"),
        "utility,account,region,bucket,prefix,role,endpoint,network\n"
            + "east,-,us-east-1,east,-,-,http://127.0.0.1:1,-\n");
    Files.writeString(folder.resolve("revoked.csv"), REVOKED);
    Path settings = folder.resolve("bridge.properties");
    Files.writeString(
        settings,
        String.join(
            "\n",
            "mqtt-port = " + broker.port(),
            "vehicles = vehicles.csv",
            "utilities = utilities.csv",
            "revoked = revoked.csv",
            "kafka.bootstrap.servers = " + kafka.servers(),
            ""));
    return Program.java(
        List.of("-Xmx96m"),
        System.getProperty("java.class.path"),
        "dev.catenary.fleet.bridge.Main",
        List.of(settings.toString()),
        folder.resolve("bridge.log"));
  }

  private static final String REVOKED = "sha256,reason\n";
}
