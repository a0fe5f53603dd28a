package dev.catenary.uplink.answer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The time in an HTTP answer. Source: RFC 9110, 6.6.1 (Date). */
public final class HttpDate {
  private HttpDate() {}

  /** Empty for no header, and for one that is no date. */
  public static Optional<Instant> of(@Nullable String header) {
    if (header == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
