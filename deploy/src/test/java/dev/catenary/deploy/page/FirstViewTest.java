package dev.catenary.deploy.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.deploy.page.OneVehicle.Stand;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** First view over a slow link. */
@NeedsChromium
@ExtendWith(OneVehicle.class)
class FirstViewTest {
  private static final long BYTES_MAX = 60_000;

  @Test
  void theFirstViewFitsASlowLinkAndAsksForNothingTwice(Stand stand) {
    try (Tab tab = stand.signedIn("view")) {
      tab.go("about:blank");
      tab.await("location.href === 'about:blank'");
      tab.slow(400_000, 400);
      tab.call("Network.setCacheDisabled", Map.of("cacheDisabled", true));
      int before = tab.requests().size();
      long bytesBefore = tab.receivedBytes();
      tab.go(stand.vehicle().address() + "/");
      tab.await("document.querySelector('.chain')");
      tab.await("performance.getEntriesByName('first-contentful-paint').length");
      double paint =
          millis(tab, "performance.getEntriesByName('first-contentful-paint')[0].startTime");
      double whole = millis(tab, "performance.getEntriesByName('chain')[0].startTime");
      long bytes = tab.receivedBytes() - bytesBefore;
      var asked = tab.requests().subList(before, tab.requests().size());

      String told =
          String.format(
              Locale.ROOT,
              "first view at 400 kbit/s, 400 ms a request: first paint %.0f ms, all nine links %.0f ms; %,d bytes in %d requests%n",
              paint,
              whole,
              bytes,
              asked.size());
      System.out.print(told);
      assertThat(bytes).isBetween(1_000L, BYTES_MAX);
      assertThat(
              asked.stream().filter(address -> address.endsWith("/api/v1/status")).toList().size())
          .as("asked for: %s", asked)
          .isLessThanOrEqualTo(2);
      assertThat(asked)
          .noneMatch(address -> address.contains("live") || address.contains("views.css"));
      assertThat(tab.faults()).isEmpty();
    }
  }

  private static double millis(Tab tab, String expression) {
    return ((Number) tab.evaluate(expression)).doubleValue();
  }
}
