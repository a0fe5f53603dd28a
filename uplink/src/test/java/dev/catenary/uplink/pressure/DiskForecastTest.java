package dev.catenary.uplink.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DiskForecastTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void steadyRateIsForecastWithinAPercent() {
    DiskForecast forecast = new DiskForecast();
    long free = 26_000_000_000L;
    long bytesPerSecond = 2_000_000;
    for (int second = 0; second <= 2_600; second++) {
      forecast.sample(second * SECOND, free - second * bytesPerSecond);
    }
    Duration left = forecast.fullIn().orElseThrow();
    assertThat(left.toSeconds()).isBetween(10_300L, 10_500L);
    assertThat(DiskForecast.sentence(Duration.ofMinutes(130)))
        .isEqualTo("full in 2 h 10 min at this rate");
    assertThat(DiskForecast.sentence(Duration.ofSeconds(40))).contains("40 s");
    assertThat(DiskForecast.sentence(Duration.ofHours(75))).contains("3 d 3 h");
  }

  @Test
  void emptyingDiskOrAShortLookForecastsNothing() {
    DiskForecast forecast = new DiskForecast();
    forecast.sample(0, 100);
    assertThat(forecast.fullIn()).isEmpty();
    forecast.sample(SECOND, 50);
    assertThat(forecast.fullIn()).isEmpty();
    for (int second = 2; second < 300; second++) {
      forecast.sample(second * SECOND, 100 + second);
    }
    assertThat(forecast.fullIn()).isEmpty();
  }

  @Test
  void changeOfRateIsSeenWithinTenMinutes() {
    DiskForecast forecast = new DiskForecast();
    for (int second = 0; second < 3_600; second++) {
      forecast.sample(second * SECOND, 1_000_000);
    }
    for (int second = 0; second <= 600; second++) {
      forecast.sample((3_600 + second) * SECOND, 1_000_000 - second * 100L);
    }
    assertThat(forecast.fullIn().orElseThrow().toSeconds()).isBetween(9_300L, 9_500L);
  }
}
