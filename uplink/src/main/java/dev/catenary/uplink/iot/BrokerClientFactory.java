package dev.catenary.uplink.iot;

import dev.catenary.uplink.credential.DeviceIdentity;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.crt.io.EventLoopGroup;
import software.amazon.awssdk.crt.io.ExponentialBackoffRetryOptions.JitterMode;
import software.amazon.awssdk.crt.mqtt5.Mqtt5Client;
import software.amazon.awssdk.crt.mqtt5.Mqtt5ClientOptions.ClientOfflineQueueBehavior;
import software.amazon.awssdk.crt.mqtt5.Mqtt5ClientOptions.ClientSessionBehavior;
import software.amazon.awssdk.crt.mqtt5.Mqtt5ClientOptions.LifecycleEvents;
import software.amazon.awssdk.crt.mqtt5.Mqtt5ClientOptions.PublishEvents;
import software.amazon.awssdk.crt.mqtt5.QOS;
import software.amazon.awssdk.crt.mqtt5.packets.ConnectPacket.ConnectPacketBuilder;
import software.amazon.awssdk.crt.mqtt5.packets.PublishPacket.PublishPacketBuilder;
import software.amazon.awssdk.iot.AwsIotMqtt5ClientBuilder;

/**
 * Builds the AWS MQTT 5 client as this service wants it.
 *
 * <p>Source: OASIS MQTT 5.0, 3.1 (CONNECT).
 */
final class BrokerClientFactory {
  private static final long ANSWER_SECONDS = 30;

  private BrokerClientFactory() {}

  /**
   * A client that is not started yet.
   *
   * @param will sent by the broker when it has lost us; null for none
   * @param watch told of the connection, in the SDK's thread
   * @param inbox told of messages, in the SDK's thread
   */
  static Mqtt5Client client(
      BrokerConfig config,
      String clientId,
      DeviceIdentity identity,
      @Nullable Will will,
      LifecycleEvents watch,
      PublishEvents inbox) {
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
      return builder
          .withPort((long) config.port())
          .withConnectProperties(connect)
          // The session of before the restart is asked for too: what came meanwhile is in it.
          .withSessionBehavior(ClientSessionBehavior.REJOIN_ALWAYS)
          // What waits, waits in the spool; two queues would be two truths.
          .withOfflineQueueBehavior(ClientOfflineQueueBehavior.FAIL_ALL_ON_DISCONNECT)
          .withRetryJitterMode(JitterMode.Full)
          .withMinReconnectDelayMs(config.firstRetry().toMillis())
          .withMaxReconnectDelayMs(longestWaitMillis(config))
          .withMinConnectedTimeToResetReconnectDelayMs(config.lastRetry().toMillis())
          .withPingTimeoutMs(config.keepAlive().toMillis() / 2)
          .withAckTimeoutSeconds(ANSWER_SECONDS)
          .withLifeCycleEvents(watch)
          .withPublishEvents(inbox)
          .build();
    }
  }

  /**
   * The SDK draws a wait from a range that doubles without end and then cuts it to the longest: in
   * a long outage all waits are that one. Vehicles that have waited for long are kept apart by a
   * longest wait of each one's own, between half of what is configured and all of it.
   *
   * <p>Source: aws-c-mqtt, mqtt5_client.c, of the delay of a pending reconnect.
   */
  private static long longestWaitMillis(BrokerConfig config) {
    long most = config.lastRetry().toMillis();
    long least = Math.max(config.firstRetry().toMillis(), most / 2);
    return ThreadLocalRandom.current().nextLong(least, most + 1);
  }
}
