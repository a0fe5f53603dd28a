package dev.catenary.uplink.iot;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.time.Duration;
import org.tinylog.Logger;
import software.amazon.awssdk.crt.CRT;
import software.amazon.awssdk.crt.mqtt5.Mqtt5Client;
import software.amazon.awssdk.crt.mqtt5.Mqtt5ClientOptions.LifecycleEvents;
import software.amazon.awssdk.crt.mqtt5.OnAttemptingConnectReturn;
import software.amazon.awssdk.crt.mqtt5.OnConnectionFailureReturn;
import software.amazon.awssdk.crt.mqtt5.OnConnectionSuccessReturn;
import software.amazon.awssdk.crt.mqtt5.OnDisconnectionReturn;
import software.amazon.awssdk.crt.mqtt5.OnStoppedReturn;
import software.amazon.awssdk.crt.mqtt5.packets.DisconnectPacket.DisconnectReasonCode;

/**
 * Events of the SDK on a connection in our words: connected or not, why, and whether waiting alone
 * can cure it. Called by the SDK's own thread; does nothing that waits.
 *
 * <p>Source: OASIS MQTT 5.0, 3.2.2.2 (CONNACK reason codes).
 */
final class LineWatch implements LifecycleEvents {
  /**
   * AWS_ERROR_MQTT_UNEXPECTED_HANGUP: the broker has closed the connection and has not said why.
   */
  private static final String HANGUP = "AWS_ERROR_MQTT_UNEXPECTED_HANGUP";

  /** A broker that lets us in and hangs up within this time does not want us, or has another. */
  private static final long SHORT_NANOS = Duration.ofSeconds(10).toNanos();

  /** Such connections, one after the other, before it is said. */
  private static final int SHORT_ROW = 3;

  private final BrokerLine line;
  private final Counters counters;
  private int shortInARow;

  LineWatch(BrokerLine line, Counters counters) {
    this.line = line;
    this.counters = counters;
  }

  @Override
  public void onAttemptingConnect(Mqtt5Client from, OnAttemptingConnectReturn attempt) {}

  @Override
  public void onConnectionSuccess(Mqtt5Client from, OnConnectionSuccessReturn success) {
    boolean rejoined = success.getNegotiatedSettings().getRejoinedSession();
    long keptSeconds = success.getNegotiatedSettings().getSessionExpiryIntervalSeconds();
    counters.increment(DeviceCounter.BROKER_CONNECTIONS);
    line.in(rejoined, keptSeconds);
    Logger.info(
        "connected to the broker {}{}, which keeps it for {} s",
        line.name(),
        rejoined ? ", session kept" : ", new session",
        keptSeconds);
    String shortSession = line.state().shortSession();
    if (shortSession != null) {
      Logger.warn("{}", shortSession);
    }
  }

  @Override
  public void onConnectionFailure(Mqtt5Client from, OnConnectionFailureReturn failure) {
    var answer = failure.getConnAckPacket();
    String why;
    boolean person;
    if (answer != null) {
      why = "the broker " + line.name() + " refused us: " + answer.getReasonCode();
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
      why += BrokerLine.said(answer.getReasonString());
    } else {
      why =
          "no connection to the broker "
              + line.name()
              + ": "
              + CRT.awsErrorString(failure.getErrorCode());
      person = CRT.awsErrorName(failure.getErrorCode()).contains("TLS");
    }
    tell(why, person);
  }

  @Override
  public void onDisconnection(Mqtt5Client from, OnDisconnectionReturn end) {
    if (line.isClosing()) {
      return;
    }
    counters.increment(DeviceCounter.BROKER_CONNECTIONS_LOST);
    var packet = end.getDisconnectPacket();
    if (packet != null && packet.getReasonCode() == DisconnectReasonCode.SESSION_TAKEN_OVER) {
      String twin =
          "found another client at the broker "
              + line.name()
              + " under our name '"
              + line.clientId()
              + "', which took the session over; expected us alone; cure: give each vehicle its own"
              + " iot.thing and certificate, and run one service of each";
      line.takenOver(twin);
      tell(twin, true);
      return;
    }
    if (packet == null && HANGUP.equals(CRT.awsErrorName(end.getErrorCode()))) {
      hungUp();
    } else {
      shortInARow = 0;
    }
    tell(
        "the connection to the broker "
            + line.name()
            + " ended: "
            + (packet == null
                ? CRT.awsErrorString(end.getErrorCode())
                : packet.getReasonCode().toString()),
        false);
  }

  /** MQTT 5.0, 3.14: a broker should say why, and not every one does. */
  private void hungUp() {
    LineState state = line.state();
    boolean isShort = state.up() && System.nanoTime() - state.sinceNanos() < SHORT_NANOS;
    shortInARow = isShort ? shortInARow + 1 : 0;
    if (shortInARow == SHORT_ROW) {
      Logger.warn("{}", hangups());
    }
    if (shortInARow >= SHORT_ROW) {
      line.takenOver(hangups());
    }
  }

  private String hangups() {
    return "found that the broker "
        + line.name()
        + " lets us in and hangs up within "
        + Duration.ofNanos(SHORT_NANOS).toSeconds()
        + " s, time after time and without a reason; expected it to keep us; cure: look for another"
        + " client under our name '"
        + line.clientId()
        + "' (each vehicle needs its own iot.thing and certificate), and at the broker's log";
  }

  private void tell(String why, boolean person) {
    if (!why.equals(line.state().failure())) {
      Logger.warn("{}; it is tried again", why);
    }
    line.out(why, person);
  }

  @Override
  public void onStopped(Mqtt5Client from, OnStoppedReturn stopped) {
    line.out("stopped", false);
  }
}
