package dev.catenary.fleet.command.demo;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import dev.catenary.fleet.command.survey.Sent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One connection for all simulated vehicles: it sends, and waits for each PUBACK. */
final class Vehicles implements AutoCloseable {
  private static final int UNDER_WAY_MAX = 200;
  private static final long PATIENCE_SECONDS = 60;

  private final Mqtt5AsyncClient client;
  private final Deque<CompletableFuture<?>> underWay = new ArrayDeque<>();

  Vehicles(int port) throws InterruptedException, ExecutionException, TimeoutException {
    client =
        Mqtt5Client.builder()
            .identifier("simulated-vehicles")
            .serverHost("127.0.0.1")
            .serverPort(port)
            .buildAsync();
    client.connect().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  void send(Sent message) throws InterruptedException, ExecutionException, TimeoutException {
    if (underWay.size() >= UNDER_WAY_MAX) {
      underWay.removeFirst().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    underWay.addLast(
        client
            .publishWith()
            .topic(message.topic())
            .qos(MqttQos.AT_LEAST_ONCE)
            .payload(message.payload())
            .send());
  }

  void drain() throws InterruptedException, ExecutionException, TimeoutException {
    while (!underWay.isEmpty()) {
      underWay.removeFirst().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    var _ = client.disconnect();
  }
}
