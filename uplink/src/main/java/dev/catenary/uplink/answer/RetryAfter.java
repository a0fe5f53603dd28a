package dev.catenary.uplink.answer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Wait that a server asks for. It is believed up to a bound, so that one wrong answer stops nothing
 * for a day.
 *
 * <p>Source: RFC 9110, 10.2.3 (Retry-After): seconds, or a date by the server's clock.
 */
public final class RetryAfter {
  /** The longest that is believed. */
  public static final Duration LONGEST = Duration.ofHours(1);

  private static final Pattern SECONDS = Pattern.compile("[0-9]+");
  private static final int DIGITS_MAX = 9;

  private RetryAfter() {}

  /**
   * The wait of an answer; zero where it names none, or one that cannot be understood.
   *
   * @param header Retry-After
   * @param date of the same answer: the clock that a date is meant by
   * @param host our own clock, where the answer has no date
   */
  public static Duration of(@Nullable String header, @Nullable String date, InstantSource host) {
    if (header == null) {
      return Duration.ZERO;
    }
    String text = header.strip();
    if (SECONDS.matcher(text).matches()) {
      return text.length() > DIGITS_MAX
          ? LONGEST
          : bounded(Duration.ofSeconds(Long.parseLong(text)));
    }
    Instant now = HttpDate.of(date).orElseGet(host::instant);
    return HttpDate.of(text)
        .map(until -> bounded(Duration.between(now, until)))
        .orElse(Duration.ZERO);
  }

  private static Duration bounded(Duration asked) {
    if (asked.isNegative()) {
      return Duration.ZERO;
    }
    return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
  }
}
