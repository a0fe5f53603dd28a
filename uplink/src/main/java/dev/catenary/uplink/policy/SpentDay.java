package dev.catenary.uplink.policy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes sent on one calendar day, as the {@code upload.spent} file keeps them over a restart.
 * Layout: docs/upload.md.
 */
public record SpentDay(LocalDate day, long bytes) {
  /** A clock that shows less has no battery and was never set; its day is no day. */
  private static final LocalDate NO_DATE_BEFORE = LocalDate.of(2024, 1, 1);

  private static final Pattern TEXT =
      Pattern.compile(
          """
          catenary-spent 1
          day (\\d{4})-(\\d\\d)-(\\d\\d)
          bytes (\\d{1,18})
          end
          """);

  /** The file's bytes; {@link #parse} reads them. */
  public byte[] encoded() {
    return "catenary-spent 1\nday %s\nbytes %d\nend\n"
        .formatted(day, bytes)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Any bytes are allowed; what is not a whole record is empty. */
  public static Optional<SpentDay> parse(byte[] bytes) {
    Matcher text = TEXT.matcher(new String(bytes, StandardCharsets.UTF_8));
    if (!text.matches()) {
      return Optional.empty();
    }
    try {
      LocalDate day =
          LocalDate.of(
              Integer.parseInt(text.group(1)),
              Integer.parseInt(text.group(2)),
              Integer.parseInt(text.group(3)));
      return Optional.of(new SpentDay(day, Long.parseLong(text.group(4))));
    } catch (java.time.DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * The day to go on with. A clock set back, by an hour or to 1970, opens no new budget: only a
   * later day does. A day that turns out to have been in the future takes what was spent along to
   * today, or nothing would be sent until it comes.
   */
  SpentDay on(LocalDate today) {
    if (today.isAfter(day)) {
      return new SpentDay(today, 0);
    }
    boolean wasInTheFuture = today.isAfter(NO_DATE_BEFORE) && today.isBefore(day.minusDays(1));
    return wasInTheFuture ? new SpentDay(today, bytes) : this;
  }

  SpentDay plus(long more) {
    return new SpentDay(day, bytes + more);
  }
}
