package dev.catenary.uplink.policy;

import java.time.Duration;
import java.time.LocalTime;

/**
 * Hours of each day in which nothing is sent.
 *
 * @param from first moment of silence
 * @param until first moment after it; before {@code from} when midnight lies between
 */
public record QuietHours(LocalTime from, LocalTime until) {
  public QuietHours {
    if (from.equals(until)) {
      throw new IllegalArgumentException(
          "found quiet hours from "
              + from
              + " until "
              + until
              + "; expected two different times; cure: for silence all day choose the store none");
    }
  }

  /**
   * Reads {@code 22:00-06:00}.
   *
   * @throws IllegalArgumentException when it is not two times of day
   */
  public static QuietHours parse(String text) {
    int dash = text.indexOf('-');
    try {
      return new QuietHours(
          LocalTime.parse(text.substring(0, Math.max(dash, 0)).strip()),
          LocalTime.parse(text.substring(dash + 1).strip()));
    } catch (java.time.format.DateTimeParseException e) {
      throw new IllegalArgumentException(
          "found quiet hours '" + text + "'; expected two times of day as 22:00-06:00", e);
    }
  }

  /** Tests whether nothing is sent at this time of day: local time of the policies' zone. */
  public boolean contains(LocalTime time) {
    boolean afterFrom = !time.isBefore(from);
    boolean beforeUntil = time.isBefore(until);
    return from.isBefore(until) ? afterFrom && beforeUntil : afterFrom || beforeUntil;
  }

  /** From a moment within to their end. */
  Duration left(LocalTime time) {
    Duration left = Duration.between(time, until);
    return left.isNegative() ? left.plusDays(1) : left;
  }

  @Override
  public String toString() {
    return from + "-" + until;
  }
}
