package dev.catenary.uplink.grant;

import dev.catenary.uplink.answer.Heard;
import dev.catenary.uplink.answer.RetryAfter;
import dev.catenary.uplink.transfer.StoreClock;
import dev.catenary.uplink.transfer.StoreException;
import dev.catenary.uplink.transfer.StoreException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLException;

/** Asks the grant service, and sorts what it refuses by what helps. Any thread may ask. */
final class GrantClient implements AutoCloseable {
  private static final int GRANTED = 200;
  private static final int OURS = 400;
  private static final int THEIRS = 500;
  private static final int ANSWER_BYTES_MAX = 256 << 10;

  private final GrantConfig config;
  private final URI grants;
  private final VehicleClient vehicle;
  private final StoreClock clock;
  private final InstantSource host;

  /** Prepares; talks to nobody yet. */
  GrantClient(GrantConfig config, InstantSource hostClock) {
    this.config = config;
    this.host = hostClock;
    this.grants = config.url().resolve("/v1/grants");
    this.vehicle = new VehicleClient(config);
    this.clock = new StoreClock("the grant service", hostClock);
  }

  /** Time at the service, as far as it has reported it. */
  Instant now() {
    return clock.storeTime().instant();
  }

  /** Asks; and once more, when a refusal has told us the right time. */
  Granted ask(Wanted wanted) throws StoreException {
    Duration ahead = clock.ahead();
    HttpResponse<byte[]> answer = send(wanted);
    answer.headers().firstValue("Date").ifPresent(clock::learn);
    if (answer.statusCode() != GRANTED && !clock.ahead().equals(ahead)) {
      answer = send(wanted);
    }
    if (answer.statusCode() == GRANTED && !isOurs(answer)) {
      throw notOurs(wanted, answer);
    }
    if (answer.statusCode() == GRANTED) {
      return GrantMessages.granted(answer.body(), wanted)
          .orElseThrow(
              () ->
                  new StoreException(
                      Kind.UNTIL_CHANGED,
                      "found a grant for another request than "
                          + wanted.action()
                          + " of "
                          + wanted.key()
                          + " from "
                          + grants
                          + "; expected one for that; cure: check upload.grants.url",
                      null));
    }
    throw refusal(wanted, answer);
  }

  /** JSON, as all that the service says. */
  private static boolean isOurs(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8).stripLeading().startsWith("{");
  }

  /** Somebody else has answered: a portal, a proxy, another server. */
  private StoreException notOurs(Wanted wanted, HttpResponse<byte[]> answer) {
    String location = answer.headers().firstValue("Location").orElse(null);
    return new StoreException(
        Kind.RETRY,
        "found answer "
            + answer.statusCode()
            + (location == null ? "" : " that leads to " + location)
            + " with "
            + Heard.of(answer.headers().firstValue("Content-Type").orElse(null), answer.body())
            + " from "
            + grants
            + " to "
            + wanted.action()
            + " of "
            + wanted.key()
            + "; expected a grant or a refusal, as JSON; cure: check upload.grants.url, and what"
            + " lies on the way",
        retryAfter(answer),
        null);
  }

  private Duration retryAfter(HttpResponse<byte[]> answer) {
    return RetryAfter.of(
        answer.headers().firstValue("Retry-After").orElse(null),
        answer.headers().firstValue("Date").orElse(null),
        host);
  }

  private HttpResponse<byte[]> send(Wanted wanted) throws StoreException {
    String id = UUID.randomUUID().toString();
    HttpRequest request =
        HttpRequest.newBuilder(grants)
            .timeout(config.timeout())
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    GrantMessages.question(wanted, id, clock.storeTime().instant())))
            .build();
    try {
      return vehicle
          .client()
          .send(
              request,
              HttpResponse.BodyHandlers.limiting(
                  HttpResponse.BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw noAnswer(wanted, new InterruptedIOException("interrupted"));
    } catch (IOException e) {
      throw noAnswer(wanted, e);
    }
  }

  private StoreException noAnswer(Wanted wanted, IOException failure) {
    // A certificate can be too new for a clock that is yet to be set: waiting may help.
    String cure =
        failure instanceof SSLException
            ? "check this vehicle's certificate, upload.grants.ca and the clock"
            : "none needed if the link comes back; else check upload.grants.url and the network";
    return new StoreException(
        Kind.RETRY,
        "found '"
            + failure
            + "' asking "
            + grants
            + " for "
            + wanted.action()
            + " of "
            + wanted.key()
            + "; expected a grant; cure: "
            + cure,
        failure);
  }

  private StoreException refusal(Wanted wanted, HttpResponse<byte[]> answer) {
    Optional<GrantMessages.Refused> refused = GrantMessages.refused(answer.body());
    if (refused.isEmpty() && !isOurs(answer)) {
      return notOurs(wanted, answer);
    }
    int status = answer.statusCode();
    String word = refused.map(GrantMessages.Refused::reason).orElse("");
    Kind otherwise = status >= OURS && status < THEIRS ? Kind.UNTIL_CHANGED : Kind.RETRY;
    Kind kind =
        switch (word) {
          case "clock", "replayed", "too-many", "unavailable" -> Kind.RETRY;
          case "request", "facts", "no-owner", "other-vehicle" -> Kind.THIS_OBJECT;
          default -> otherwise;
        };
    return new StoreException(
        kind,
        "found refusal "
            + status
            + " "
            + word
            + " of "
            + wanted.action()
            + " of "
            + wanted.key()
            + " by "
            + grants
            + ": "
            + refused.map(GrantMessages.Refused::text).orElse("no reason given"),
        retryAfter(answer),
        null);
  }

  @Override
  public void close() {
    vehicle.close();
  }
}
