package dev.catenary.device.doctor;

import dev.catenary.device.health.ChainLink;
import dev.catenary.device.health.Condition;
import dev.catenary.device.health.StatusQuestion;
import dev.catenary.device.json.JsonException;
import dev.catenary.device.json.JsonReader;
import dev.catenary.proto.counter.Counters;
import dev.catenary.uplink.credential.IdentityFolder;
import dev.catenary.uplink.iot.BrokerConfig;
import dev.catenary.uplink.iot.BrokerLine;
import dev.catenary.uplink.iot.LineState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Check of the message broker: it accepts this vehicle's certificate, and no other client has this
 * vehicle's name.
 */
public final class BrokerCheck implements Check {
  private static final String NAME = "broker";

  /** A connection over TLS on a slow link. */
  private static final Duration CONNECT = Duration.ofSeconds(3);

  private static final long POLL_MILLIS = 50;

  private final BrokerConfig broker;
  private final IdentityFolder folder;
  private final @Nullable Path service;
  private final Duration timeout;

  /**
   * @param service status socket of the running service, which holds the one connection of our name
   *     and is asked in its place; null when none runs
   */
  public BrokerCheck(
      BrokerConfig broker, IdentityFolder folder, @Nullable Path service, Duration timeout) {
    this.broker = broker;
    this.folder = folder;
    this.service = service;
    this.timeout = timeout;
  }

  @Override
  public List<Diagnosis> look() throws IOException {
    if (!folder.isSomebody()) {
      return List.of();
    }
    if (service != null) {
      return List.of(heardFrom(service));
    }
    try (BrokerLine line =
        new BrokerLine(
            broker, broker.thing().thing(), folder.current(), null, List.of(), new Counters())) {
      line.start();
      LineState state = line.await(timeout);
      return List.of(state.up() ? accepted(line, twin(line)) : refused(line, state));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private String expected() {
    return "to be let in as " + broker.thing().thing();
  }

  private Diagnosis refused(BrokerLine line, LineState state) {
    return Diagnosis.bad(
        NAME,
        state.failure() == null ? "no answer from " + line.name() : state.failure(),
        expected(),
        "Check link, clock and iot.endpoint; is the certificate active, and does its"
            + " policy allow iot:Connect? Events wait in the spool meanwhile.");
  }

  private Diagnosis accepted(BrokerLine line, LineState state) {
    String twin = state.twin();
    if (twin != null) {
      return Diagnosis.bad(NAME, twin, expected() + ", alone", "As it says.");
    }
    String shortSession = state.shortSession();
    if (shortSession != null) {
      return Diagnosis.doubtful(
          NAME,
          line.name() + " lets us in; " + shortSession,
          expected() + ", and the session kept for iot.session-expiry",
          "As it says.");
    }
    return Diagnosis.good(
        NAME,
        line.name() + " lets us in, and keeps the session for " + state.keptSeconds() + " s",
        expected());
  }

  /** The line's state, with the second client of our name if one comes back for it. */
  private LineState twin(BrokerLine line) throws InterruptedException {
    // A second service that was put out comes back after a back-off that may have doubled thrice.
    Duration patience = broker.firstRetry().multipliedBy(8).plus(CONNECT);
    long end = System.nanoTime() + patience.toNanos();
    LineState state = line.state();
    while (state.twin() == null && System.nanoTime() - end < 0) {
      Thread.sleep(POLL_MILLIS);
      state = line.state();
    }
    return state;
  }

  private Diagnosis heardFrom(Path socket) {
    String expected = "the running service to hold the line";
    try {
      if (JsonReader.read(StatusQuestion.ask(socket, "json")) instanceof Map<?, ?> status
          && status.get("links") instanceof List<?> links) {
        for (Object each : links) {
          if (each instanceof Map<?, ?> link
              && ChainLink.CLOUD.word().equals(link.get("link"))
              && !Condition.OK.name().equals(link.get("condition"))) {
            return Diagnosis.doubtful(
                NAME,
                "the running service says: " + link.get("why"),
                expected,
                String.valueOf(link.get("cure")));
          }
        }
      }
    } catch (IOException | JsonException _) {
      // Its socket is closed to this user: it holds the line all the same.
    }
    return Diagnosis.good(NAME, "the running service holds the line", "catenary status");
  }
}
