package dev.catenary.capture.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class GpsTimeTest {
  /**
   * Week 2048 began when the ten-bit week rolled over the second time: IS-GPS-200, 20.3.3.3.1.1.
   */
  @Test
  void secondWeekRolloverIsWhereItWas() {
    long unix = GpsTime.toUnix(GpsTime.ofWeek(2048, 0), 18);
    assertThat(Instant.ofEpochSecond(0, unix)).isEqualTo("2019-04-06T23:59:42Z");
  }

  @Test
  void epochIsTheSixthOfJanuary1980() {
    long unix = Instant.parse("1980-01-06T00:00:00Z").getEpochSecond() * 1_000_000_000L;
    assertThat(GpsTime.ofUnix(unix, 0)).isZero();
  }

  @Property(tries = 200)
  void unixAndGpsAreInverse(
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000_000_000L) long unix) {
    assertThat(GpsTime.toUnix(GpsTime.ofUnix(unix, 18), 18)).isEqualTo(unix);
  }

  @Property(tries = 500)
  void daysAreThoseOfTheCalendar(@ForAll @IntRange(min = -20_000, max = 60_000) int epochDay) {
    LocalDate date = LocalDate.ofEpochDay(epochDay);
    assertThat(GpsTime.daysSince1970(date.getYear(), date.getMonthValue(), date.getDayOfMonth()))
        .isEqualTo(epochDay);
  }
}
