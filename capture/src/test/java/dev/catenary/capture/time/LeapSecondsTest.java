package dev.catenary.capture.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeapSecondsTest {
  private static long unix(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000_000;
  }

  /** Of the table of the time service of the Earth's rotation: TAI less UTC, less 19 s. */
  @ParameterizedTest
  @CsvSource({
    "1980-01-06T00:00:00Z, 0",
    "1981-06-30T23:59:59Z, 0",
    "1981-07-01T00:00:00Z, 1",
    "1990-12-31T23:59:59Z, 6",
    "1998-12-31T23:59:59Z, 12",
    "1999-01-01T00:00:00Z, 13",
    "2005-12-31T23:59:59Z, 13",
    "2008-12-31T23:59:59Z, 14",
    "2012-07-01T00:00:00Z, 16",
    "2016-12-31T23:59:59Z, 17",
    "2017-01-01T00:00:00Z, 18",
    "2026-11-30T00:00:00Z, 18"
  })
  void numberIsThatOfTheDate(String utc, int seconds) {
    LeapSeconds table = LeapSeconds.byDate();
    assertThat(table.atUtc(unix(utc))).isEqualTo(seconds);
    assertThat(table.atGps(table.gpsOfUnix(unix(utc)))).isEqualTo(seconds);
    assertThat(table.unixOfGps(table.gpsOfUnix(unix(utc)))).isEqualTo(unix(utc));
  }

  @Test
  void receiverTellsForDatesBehindTheTableAndNotWithinIt() {
    LeapSeconds leap = LeapSeconds.byDate();
    long later = GpsTime.ofUnix(unix("2028-01-01T00:00:10Z"), 19);
    leap.tell(19, later);
    assertThat(leap.atGps(later)).isEqualTo(19);
    assertThat(leap.atUtc(unix("2020-01-01T00:00:00Z"))).isEqualTo(18);
    leap.tell(57, later);
    assertThat(leap.atGps(later)).as("a damaged number").isEqualTo(19);
  }

  @Test
  void configuredNumberHoldsForAllDates() {
    LeapSeconds leap = LeapSeconds.configured(18);
    leap.tell(19, GpsTime.ofUnix(unix("2028-01-01T00:00:10Z"), 19));
    assertThat(leap.atUtc(unix("2028-02-01T00:00:00Z"))).isEqualTo(18);
    assertThat(leap.atUtc(unix("1999-02-01T00:00:00Z"))).isEqualTo(18);
  }
}
