package dev.catenary.uplink.transfer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.tinylog.Logger;

/**
 * Time at the store, learned from the Date header of each of its answers: a store refuses
 * signatures more than 15 minutes off, and a vehicle that starts without GNSS may be off by
 * decades. Any thread may call.
 *
 * <p>Sources: RFC 9110, 6.6.1 (Date); Amazon S3 API Reference, error RequestTimeTooSkewed.
 */
public final class StoreClock {
  /** Below this the host's clock is taken as right: the header has whole seconds, and a way. */
  static final Duration TOLERANCE = Duration.ofSeconds(60);

  private final String whose;
  private final InstantSource host;
  private volatile Duration ahead = Duration.ZERO;

  StoreClock(InstantSource host) {
    this("the store", host);
  }

  /**
   * Takes the host's clock as right until told otherwise.
   *
   * @param whose clock it is, for the log
   */
  public StoreClock(String whose, InstantSource host) {
    this.whose = whose;
    this.host = host;
  }

  /** By how much the store's clock is ahead of ours; zero while that is within the tolerance. */
  public Duration ahead() {
    return ahead;
  }

  /**
   * Takes the time from an answer.
   *
   * @param date the header's text; what is no date is left alone
   * @return true when signatures will now be dated otherwise than before
   */
  public boolean learn(String date) {
    Duration found;
    try {
      Instant there = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      found = Duration.between(host.instant(), there);
    } catch (DateTimeParseException | ArithmeticException e) {
      return false;
    }
    Duration next = found.abs().compareTo(TOLERANCE) > 0 ? found : Duration.ZERO;
    if (next.minus(ahead).abs().compareTo(TOLERANCE) <= 0) {
      return false;
    }
    Logger.warn(
        "the clock of {} is ahead of ours by {} s; going by its time", whose, next.toSeconds());
    ahead = next;
    return true;
  }

  /** The store's time, for what it will compare with its clock. */
  public Clock storeTime() {
    return Clock.offset(host.withZone(ZoneOffset.UTC), ahead);
  }
}
