package dev.catenary.device.doctor;

import dev.catenary.proto.counter.Counters;
import dev.catenary.uplink.credential.IdentityFolder;
import dev.catenary.uplink.iot.BrokerConfig;
import dev.catenary.uplink.iot.BrokerLine;
import dev.catenary.uplink.iot.LineState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Check of the message broker: it accepts this vehicle's certificate. */
public final class BrokerCheck implements Check {
  private final BrokerConfig broker;
  private final IdentityFolder folder;
  private final boolean isRunning;
  private final Duration timeout;

  /**
   * @param isRunning whether the service holds the one connection of our name, which a second one
   *     would break
   */
  public BrokerCheck(
      BrokerConfig broker, IdentityFolder folder, boolean isRunning, Duration timeout) {
    this.broker = broker;
    this.folder = folder;
    this.isRunning = isRunning;
    this.timeout = timeout;
  }

  @Override
  public List<Diagnosis> look() throws IOException {
    String expected = "to be let in as " + broker.thing().thing();
    if (!folder.isSomebody()) {
      return List.of();
    }
    if (isRunning) {
      return List.of(
          Diagnosis.good("broker", "the running service holds the line", "catenary status"));
    }
    try (BrokerLine line =
        new BrokerLine(
            broker, broker.thing().thing(), folder.current(), null, List.of(), new Counters())) {
      line.start();
      LineState state = line.await(timeout);
      String found = state.failure() == null ? "no answer from " + line.name() : state.failure();
      String shortSession = state.shortSession();
      if (state.up() && shortSession != null) {
        return List.of(
            Diagnosis.doubtful(
                "broker",
                line.name() + " lets us in; " + shortSession,
                expected + ", and the session kept for iot.session-expiry",
                "As it says."));
      }
      return List.of(
          state.up()
              ? Diagnosis.good(
                  "broker",
                  line.name()
                      + " lets us in, and keeps the session for "
                      + state.keptSeconds()
                      + " s",
                  expected)
              : Diagnosis.bad(
                  "broker",
                  found,
                  expected,
                  "Check link, clock and iot.endpoint; is the certificate active, and does its"
                      + " policy allow iot:Connect? Events wait in the spool meanwhile."));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
