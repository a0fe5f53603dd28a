package dev.catenary.deploy.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.deploy.page.OneVehicle.Stand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bundle, mission and journal in a real browser, by the actions of a service at work. */
@NeedsChromium
@ExtendWith(OneVehicle.class)
class ActionsOfPageTest {
  /** Notes how long the page is willing to wait for each request it makes from now on. */
  private static final String NOTE_PATIENCE =
      """
      window.patience = [];
      const limit = AbortSignal.timeout;
      AbortSignal.timeout = millis => { window.patience.push(millis); return limit.call(AbortSignal, millis); };
      0
      """;

  @Test
  void aBundleComesAndIsGivenTheTimeThatADeadLinkTakes(Stand stand) {
    try (Tab tab = stand.signedIn("view operate configure")) {
      View.TEST.open(tab);
      tab.evaluate(NOTE_PATIENCE);
      tab.press("Make a support bundle");
      tab.awaitText(".pane", "is with this browser’s downloads");
      assertThat(((Number) tab.evaluate("Math.max(...window.patience)")).longValue())
          .as("milliseconds; the doctor alone may take 20 s")
          .isGreaterThanOrEqualTo(60_000);
      assertThat(tab.faults()).isEmpty();
    }
  }

  @Test
  void aLabelCanBeAsLongAsTheVehicleTakesIt(Stand stand) {
    try (Tab tab = stand.signedIn("view operate configure")) {
      View.MISSION.open(tab);
      tab.await("document.querySelector('#label').maxLength === 64");
    }
  }

  @Test
  void segmentsOfTheJournalHaveTheTimeTheyWereWritten(Stand stand) {
    try (Tab tab = stand.signedIn("view")) {
      View.JOURNAL.open(tab);
      tab.await("document.querySelector('table tbody tr')");
      assertThat(tab.text("table tbody tr:first-child td:nth-child(2)")).contains(":");
    }
  }
}
