package dev.catenary.uplink.iot;

import com.google.protobuf.ByteString;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.uplink.credential.DeviceIdentity;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import software.amazon.awssdk.crt.CRT;
import software.amazon.awssdk.crt.CrtRuntimeException;
import software.amazon.awssdk.crt.io.EventLoopGroup;
import software.amazon.awssdk.crt.io.ExponentialBackoffRetryOptions.JitterMode;
import software.amazon.awssdk.crt.mqtt5.Mqtt5Client;
import software.amazon.awssdk.crt.mqtt5.Mqtt5ClientOptions.ClientOfflineQueueBehavior;
import software.amazon.awssdk.crt.mqtt5.Mqtt5ClientOptions.ClientSessionBehavior;
import software.amazon.awssdk.crt.mqtt5.Mqtt5ClientOptions.LifecycleEvents;
import software.amazon.awssdk.crt.mqtt5.OnAttemptingConnectReturn;
import software.amazon.awssdk.crt.mqtt5.OnConnectionFailureReturn;
import software.amazon.awssdk.crt.mqtt5.OnConnectionSuccessReturn;
import software.amazon.awssdk.crt.mqtt5.OnDisconnectionReturn;
import software.amazon.awssdk.crt.mqtt5.OnStoppedReturn;
import software.amazon.awssdk.crt.mqtt5.PublishResult;
import software.amazon.awssdk.crt.mqtt5.QOS;
import software.amazon.awssdk.crt.mqtt5.packets.ConnectPacket.ConnectPacketBuilder;
import software.amazon.awssdk.crt.mqtt5.packets.PublishPacket.PublishPacketBuilder;
import software.amazon.awssdk.crt.mqtt5.packets.SubAckPacket;
import software.amazon.awssdk.crt.mqtt5.packets.SubscribePacket.SubscribePacketBuilder;
import software.amazon.awssdk.iot.AwsIotMqtt5ClientBuilder;

/**
 * One MQTT 5 connection by mutual TLS that comes back by itself. Messages go out with QoS 1 and are
 * held here only until their answer; messages that come in wait in a bounded queue until {@link
 * #poll}. Any thread may call.
 *
 * <p>Sources: OASIS MQTT 5.0, 3.1 (CONNECT), 3.4.2.1 (PUBACK reason codes), 3.9.3 (SUBACK); AWS IoT
 * Core Developer Guide, "MQTT" and "Quotas".
 */
public final class BrokerLine implements AutoCloseable {
  /** The largest payload AWS IoT Core takes. */
  public static final int PAYLOAD_BYTES_MAX = 128 << 10;

  private static final int INBOX = 256;
  private static final long ANSWER_SECONDS = 30;
  private static final int REFUSED_FROM = 0x80;

  private final Mqtt5Client client;
  private final Counters counters;
  private final String name;
  private final List<String> filters;
  private final BlockingQueue<Message> inbox = new ArrayBlockingQueue<>(INBOX);
  private volatile LineState state = LineState.before(System.nanoTime());
  private boolean started;
  private volatile boolean closing;

  /**
   * Prepares; talks to nobody yet.
   *
   * @param clientId our name there; the broker lets go of an older connection of the same name
   * @param will sent by the broker when it has lost us; null for none
   * @param filters topics that are wanted
   */
  public BrokerLine(
      BrokerConfig config,
      String clientId,
      DeviceIdentity identity,
      @Nullable Will will,
      List<String> filters,
      Counters counters) {
    this.counters = counters;
    this.filters = List.copyOf(filters);
    this.name = config.host() + ":" + config.port();
    ConnectPacketBuilder connect =
        new ConnectPacketBuilder()
            .withClientId(clientId)
            .withKeepAliveIntervalSeconds(config.keepAlive().toSeconds())
            .withSessionExpiryIntervalSeconds(config.sessionExpiry().toSeconds());
    if (will != null) {
      connect.withWill(
          new PublishPacketBuilder(will.topic(), QOS.AT_LEAST_ONCE, will.payload().toByteArray())
              .build());
    }
    // The SDK's own threads, shared by all lines; messages are small and few.
    EventLoopGroup.setStaticDefaultNumThreads(1);
    try (AwsIotMqtt5ClientBuilder builder =
        AwsIotMqtt5ClientBuilder.newDirectMqttBuilderWithMtlsFromMemory(
            config.host(), identity.certificatePem(), identity.keyPem())) {
      String trust = config.trustPem();
      if (trust != null) {
        builder.withCertificateAuthority(trust);
      }
      this.client =
          builder
              .withPort((long) config.port())
              .withConnectProperties(connect)
              // The session of before the restart is asked for too: what came meanwhile is in it.
              .withSessionBehavior(ClientSessionBehavior.REJOIN_ALWAYS)
              // What waits, waits in the spool; two queues would be two truths.
              .withOfflineQueueBehavior(ClientOfflineQueueBehavior.FAIL_ALL_ON_DISCONNECT)
              .withRetryJitterMode(JitterMode.Full)
              .withMinReconnectDelayMs(config.firstRetry().toMillis())
              .withMaxReconnectDelayMs(config.lastRetry().toMillis())
              .withMinConnectedTimeToResetReconnectDelayMs(config.lastRetry().toMillis())
              .withPingTimeoutMs(config.keepAlive().toMillis() / 2)
              .withAckTimeoutSeconds(ANSWER_SECONDS)
              .withLifeCycleEvents(new Watch())
              .withPublishEvents((from, message) -> receive(message.getPublishPacket()))
              .build();
    }
  }

  /** Begins to connect, and to come back whenever the line breaks. */
  public synchronized void start() {
    if (!started) {
      started = true;
      client.start();
    }
  }

  public LineState state() {
    return state;
  }

  /** Host and port. */
  public String name() {
    return name;
  }

  /** What has come and was not yet taken; null when nothing has. */
  public @Nullable Message poll() {
    return inbox.poll();
  }

  /** Sends with QoS 1. The answer comes in another thread, and always comes. */
  public CompletableFuture<Delivery> publish(String topic, byte[] payload) {
    if (!state.up()) {
      return CompletableFuture.completedFuture(new Delivery.Lost("the line is down"));
    }
    try {
      return client
          .publish(new PublishPacketBuilder(topic, QOS.AT_LEAST_ONCE, payload).build())
          .handle((result, failure) -> delivery(topic, result, failure));
    } catch (CrtRuntimeException e) {
      return CompletableFuture.completedFuture(new Delivery.Lost(String.valueOf(e.getMessage())));
    }
  }

  private Delivery delivery(
      String topic, @Nullable PublishResult result, @Nullable Throwable failure) {
    if (result == null) {
      return new Delivery.Lost(
          failure == null ? "no answer" : String.valueOf(failure.getMessage()));
    }
    var answer = result.getResultPubAck();
    var code = answer.getReasonCode();
    if (code.getValue() < REFUSED_FROM) {
      counters.increment(DeviceCounter.MESSAGES_PUBLISHED);
      String refusal = state.refusal();
      if (refusal != null && refusal.contains(" a message to " + topic + ": ")) {
        change(before -> before.refused(null));
      }
      return new Delivery.Taken();
    }
    String reason = code + said(answer.getReasonString());
    refused("a message to " + topic, reason);
    return new Delivery.Refused(reason);
  }

  private static String said(@Nullable String reason) {
    return reason == null || reason.isEmpty() ? "" : " (" + reason + ")";
  }

  private void refused(String what, String reason) {
    counters.increment(DeviceCounter.PUBLISHES_REFUSED);
    String sentence = "the broker refused " + what + ": " + reason;
    if (!sentence.equals(state.refusal())) {
      Logger.warn("{}; expected it to be taken; cure: allow it in the thing's policy", sentence);
    }
    change(before -> before.refused(sentence));
  }

  private synchronized LineState change(UnaryOperator<LineState> to) {
    state = to.apply(state);
    return state;
  }

  private void receive(software.amazon.awssdk.crt.mqtt5.packets.PublishPacket packet) {
    counters.increment(DeviceCounter.MESSAGES_RECEIVED);
    byte[] payload = packet.getPayload();
    if (!inbox.offer(
        new Message(
            packet.getTopic(),
            payload == null ? ByteString.EMPTY : ByteString.copyFrom(payload)))) {
      counters.increment(DeviceCounter.MESSAGES_DROPPED_QUEUE_FULL);
    }
  }

  private void subscribe() {
    if (filters.isEmpty()) {
      return;
    }
    SubscribePacketBuilder wanted = new SubscribePacketBuilder();
    filters.forEach(filter -> wanted.withSubscription(filter, QOS.AT_LEAST_ONCE));
    client
        .subscribe(wanted.build())
        .thenAccept(this::subscribed)
        .exceptionally(
            failure -> {
              // The line broke before the answer: the next connection asks again.
              Logger.debug("no answer to the subscription: {}", failure.getMessage());
              return null;
            });
  }

  private void subscribed(SubAckPacket answer) {
    for (int i = 0; i < answer.getReasonCodes().size() && i < filters.size(); i++) {
      var code = answer.getReasonCodes().get(i);
      if (code.getValue() >= REFUSED_FROM) {
        refused("the subscription to " + filters.get(i), code + said(answer.getReasonString()));
      }
    }
  }

  /** Waits until the broker has let us in, or refuses, or the time is over. */
  public LineState await(Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (!state.up() && !state.needsPerson() && System.nanoTime() - end < 0) {
      Thread.sleep(20);
    }
    return state;
  }

  @Override
  public synchronized void close() {
    closing = true;
    if (started) {
      client.stop();
    }
    client.close();
  }

  /** Called by the SDK's own thread; does nothing that waits. */
  private final class Watch implements LifecycleEvents {
    @Override
    public void onAttemptingConnect(Mqtt5Client from, OnAttemptingConnectReturn attempt) {}

    @Override
    public void onConnectionSuccess(Mqtt5Client from, OnConnectionSuccessReturn success) {
      boolean rejoined = success.getNegotiatedSettings().getRejoinedSession();
      counters.increment(DeviceCounter.BROKER_CONNECTIONS);
      // Before the state says that the line is up: who then asks something gets the answer.
      subscribe();
      change(before -> before.in(System.nanoTime(), rejoined));
      Logger.info(
          "connected to the broker {}{}", name, rejoined ? ", session kept" : ", new session");
    }

    @Override
    public void onConnectionFailure(Mqtt5Client from, OnConnectionFailureReturn failure) {
      var answer = failure.getConnAckPacket();
      String why;
      boolean person;
      if (answer != null) {
        why = "the broker " + name + " refused us: " + answer.getReasonCode();
        person =
            switch (answer.getReasonCode()) {
              case SERVER_UNAVAILABLE,
                  SERVER_BUSY,
                  QUOTA_EXCEEDED,
                  CONNECTION_RATE_EXCEEDED,
                  UNSPECIFIED_ERROR ->
                  false;
              default -> true;
            };
        why += said(answer.getReasonString());
      } else {
        why =
            "no connection to the broker "
                + name
                + ": "
                + CRT.awsErrorString(failure.getErrorCode());
        person = CRT.awsErrorName(failure.getErrorCode()).contains("TLS");
      }
      tell(why, person);
    }

    @Override
    public void onDisconnection(Mqtt5Client from, OnDisconnectionReturn end) {
      if (closing) {
        return;
      }
      counters.increment(DeviceCounter.BROKER_CONNECTIONS_LOST);
      var packet = end.getDisconnectPacket();
      tell(
          "the connection to the broker "
              + name
              + " ended: "
              + (packet == null
                  ? CRT.awsErrorString(end.getErrorCode())
                  : packet.getReasonCode().toString()),
          false);
    }

    private void tell(String why, boolean person) {
      if (!why.equals(state.failure())) {
        Logger.warn("{}; it is tried again", why);
      }
      change(before -> before.out(System.nanoTime(), why, person));
    }

    @Override
    public void onStopped(Mqtt5Client from, OnStoppedReturn stopped) {
      change(before -> before.out(System.nanoTime(), "stopped", false));
    }
  }
}
