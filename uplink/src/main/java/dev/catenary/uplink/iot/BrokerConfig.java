package dev.catenary.uplink.iot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which broker, and how it is spoken to.
 *
 * @param thing our name there: topics and client id
 * @param trustPem the authorities that may vouch for the broker, as PEM; null for the system's
 * @param sessionExpiry how long the broker keeps subscriptions and unanswered messages for us
 * @param keepAlive the longest silence; a dead line is known after twice this
 * @param firstRetry the wait after a lost connection, spread by jitter; doubled with each further
 *     one
 * @param lastRetry the longest wait
 */
public record BrokerConfig(
    String host,
    int port,
    Topics thing,
    @Nullable String trustPem,
    Duration sessionExpiry,
    Duration keepAlive,
    Duration firstRetry,
    Duration lastRetry) {
  public static final Duration SESSION_EXPIRY = Duration.ofHours(24);
  public static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
  public static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  public static final Duration LAST_RETRY = Duration.ofMinutes(2);

  public BrokerConfig {
    if (host.isBlank() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "found broker '"
              + host
              + "' port "
              + port
              + "; expected a host name and a port; cure: name them in the configuration");
    }
    if (firstRetry.isNegative() || firstRetry.isZero() || lastRetry.compareTo(firstRetry) < 0) {
      throw new IllegalArgumentException(
          "found retries from "
              + firstRetry
              + " to "
              + lastRetry
              + "; expected more than nothing, and the last not shorter than the first");
    }
  }

  /** As a vehicle uses it. */
  public static BrokerConfig of(String host, int port, Topics thing, @Nullable String trustPem) {
    return new BrokerConfig(
        host, port, thing, trustPem, SESSION_EXPIRY, KEEP_ALIVE, FIRST_RETRY, LAST_RETRY);
  }
}
