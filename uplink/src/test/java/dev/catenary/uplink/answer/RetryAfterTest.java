package dev.catenary.uplink.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
  private static final String NOW = "Fri, 31 Dec 1999 23:57:59 GMT";

  /** The date is RFC 9110's example, 10.2.3. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "120 | 120",
        "0 | 0",
        "Fri, 31 Dec 1999 23:59:59 GMT | 120",
        "Fri, 31 Dec 1999 23:00:00 GMT | 0",
        "86400 | 3600",
        "99999999999999999999 | 3600",
        "-5 | 0",
        "soon | 0",
        "1.5 | 0",
      })
  void waitIsThatOfTheHeaderUpToItsBound(String header, long seconds) {
    InstantSource wrongClock = () -> Instant.EPOCH;
    assertThat(RetryAfter.of(header, NOW, wrongClock)).isEqualTo(Duration.ofSeconds(seconds));
  }
}
