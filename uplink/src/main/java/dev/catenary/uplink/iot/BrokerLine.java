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
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import software.amazon.awssdk.crt.CrtRuntimeException;
import software.amazon.awssdk.crt.mqtt5.Mqtt5Client;
import software.amazon.awssdk.crt.mqtt5.PublishResult;
import software.amazon.awssdk.crt.mqtt5.QOS;
import software.amazon.awssdk.crt.mqtt5.packets.PublishPacket.PublishPacketBuilder;
import software.amazon.awssdk.crt.mqtt5.packets.SubAckPacket;
import software.amazon.awssdk.crt.mqtt5.packets.SubscribePacket.SubscribePacketBuilder;

/**
 * One MQTT 5 connection by mutual TLS that comes back by itself. Messages go out with QoS 1 and are
 * held here only until their answer; messages that come in go to a keeper, or wait in a bounded
 * queue until {@link #poll}. Any thread may call.
 *
 * <p>Sources: OASIS MQTT 5.0, 3.4.2.1 (PUBACK reason codes), 3.9.3 (SUBACK); AWS IoT Core Developer
 * Guide, "MQTT" and "Quotas".
 */
public final class BrokerLine implements AutoCloseable {
  /** The largest payload AWS IoT Core takes. */
  public static final int PAYLOAD_BYTES_MAX = 128 << 10;

  private static final int INBOX = 256;
  private static final int REFUSED_FROM = 0x80;

  /** AWS IoT Core takes no more subscriptions in one packet. */
  private static final int FILTERS_A_PACKET = 8;

  private final Mqtt5Client client;
  private final Counters counters;
  private final String name;
  private final List<String> filters;
  private final String clientId;
  private final Predicate<Message> keeper;
  private final long sessionSeconds;
  private volatile boolean missed;
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
    this(config, clientId, identity, will, filters, message -> false, counters);
  }

  /**
   * Prepares; talks to nobody yet.
   *
   * @param keeper takes a message, or does not, in the SDK's thread: the broker is told that we
   *     have it when it returns
   */
  public BrokerLine(
      BrokerConfig config,
      String clientId,
      DeviceIdentity identity,
      @Nullable Will will,
      List<String> filters,
      Predicate<Message> keeper,
      Counters counters) {
    this.counters = counters;
    this.clientId = clientId;
    this.keeper = keeper;
    this.sessionSeconds = config.sessionExpiry().toSeconds();
    this.filters = List.copyOf(filters);
    this.name = config.host() + ":" + config.port();
    this.client =
        BrokerClientFactory.client(
            config,
            clientId,
            identity,
            will,
            new LineWatch(this, counters),
            (from, message) -> receive(message.getPublishPacket()));
  }

  /** Begins to connect, and to come back whenever the line breaks. */
  public synchronized void start() {
    if (!started) {
      started = true;
      client.start();
    }
  }

  /** State of the line now. */
  public LineState state() {
    return state;
  }

  /** Host and port. */
  public String name() {
    return name;
  }

  /** Takes the next message that has arrived; null when there is none. */
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

  /** Words of the broker beside its reason code; empty for none. */
  static String said(@Nullable String reason) {
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

  /** Our name at the broker. */
  String clientId() {
    return clientId;
  }

  /**
   * True once after messages came faster than they were taken, and some were dropped. What can be
   * asked for is then to be asked for again.
   */
  boolean takeMissed() {
    boolean now = missed;
    missed = false;
    return now;
  }

  /**
   * The broker has let us in; told by the SDK's thread.
   *
   * @param keptSeconds how long the broker will keep our session after a break
   */
  void in(boolean rejoined, long keptSeconds) {
    // Before the state says that the line is up: who then asks something gets the answer.
    subscribe();
    change(before -> before.in(System.nanoTime(), rejoined, keptSeconds, sessionSeconds));
  }

  /** The broker has not let us in, or the connection has ended; told by the SDK's thread. */
  void out(String why, boolean needsPerson) {
    change(before -> before.out(System.nanoTime(), why, needsPerson));
  }

  /** Somebody else has come under our name; told by the SDK's thread. */
  void takenOver(String why) {
    change(before -> before.takenOver(System.nanoTime(), why));
  }

  /** True from the moment that we end the line ourselves. */
  boolean isClosing() {
    return closing;
  }

  private void receive(software.amazon.awssdk.crt.mqtt5.packets.PublishPacket packet) {
    counters.increment(DeviceCounter.MESSAGES_RECEIVED);
    byte[] payload = packet.getPayload();
    Message message =
        new Message(
            packet.getTopic(), payload == null ? ByteString.EMPTY : ByteString.copyFrom(payload));
    if (!keeper.test(message) && !inbox.offer(message)) {
      missed = true;
      counters.increment(DeviceCounter.MESSAGES_DROPPED_QUEUE_FULL);
    }
  }

  private void subscribe() {
    for (int from = 0; from < filters.size(); from += FILTERS_A_PACKET) {
      subscribe(filters.subList(from, Math.min(filters.size(), from + FILTERS_A_PACKET)));
    }
  }

  private void subscribe(List<String> some) {
    SubscribePacketBuilder wanted = new SubscribePacketBuilder();
    some.forEach(filter -> wanted.withSubscription(filter, QOS.AT_LEAST_ONCE));
    client
        .subscribe(wanted.build())
        .thenAccept(answer -> subscribed(some, answer))
        .exceptionally(
            failure -> {
              // The line broke before the answer: the next connection asks again.
              Logger.debug("no answer to the subscription: {}", failure.getMessage());
              return null;
            });
  }

  private void subscribed(List<String> some, SubAckPacket answer) {
    for (int i = 0; i < answer.getReasonCodes().size() && i < some.size(); i++) {
      var code = answer.getReasonCodes().get(i);
      if (code.getValue() >= REFUSED_FROM) {
        refused("the subscription to " + some.get(i), code + said(answer.getReasonString()));
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
}
