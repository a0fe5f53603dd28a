package dev.catenary.deploy.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.deploy.page.OneVehicle.Stand;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Phones as they are: out of reach, with another time, without a WebSocket, in gloves. */
@NeedsChromium
@ExtendWith(OneVehicle.class)
class PhoneTest {
  /** As Safari behind a certificate that a person has accepted: it closes, and says no more. */
  private static final String NO_SOCKETS =
      """
      window.WebSocket = class {
        static OPEN = 1;
        readyState = 3;
        constructor() { setTimeout(() => this.onclose?.({}), 20); }
        close() {}
      };
      """;

  private static void before(Tab tab, String script) {
    tab.call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
  }

  private static void loadAnew(Tab tab, Stand stand) {
    tab.go("about:blank");
    tab.await("location.href === 'about:blank'");
    tab.go(stand.vehicle().address() + "/");
    tab.awaitText("#view .chain", "Cloud");
  }

  @Test
  void theHeadIsReadableWhenTheVehicleDoesNotAnswer(Stand stand) {
    try (Tab tab = stand.signedIn("view")) {
      tab.show(Screen.PHONE, false);
      tab.offline(true);
      tab.awaitText("#link", "No answer from the vehicle. What is shown is");
      assertThat(
              tab.evaluate(
                  """
                  (() => { const [a, b] = ['link', 'who'].map(id => document.getElementById(id).getBoundingClientRect());
                    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom; })()
                  """))
          .as("the link's line lies under the sign-in")
          .isEqualTo(false);
      assertThat(
              tab.evaluate(
                  "(e => e.scrollWidth <= e.clientWidth)(document.getElementById('link'))"))
          .isEqualTo(true);
      tab.offline(false);
      tab.awaitText("#link", "Live");
    }
  }

  @Test
  void anOldPositionIsNotShownAsPresent(Stand stand) {
    try (Tab tab = stand.signedIn("view")) {
      tab.show(Screen.PHONE, false);
      View.POSITION.open(tab);
      tab.awaitText(".facts", "Latitude");
      tab.offline(true);
      tab.awaitText(".notice", "No position for");
      tab.awaitText(".facts", "Last latitude");
      assertThat(tab.text(".facts"))
          .contains("none now")
          .containsPattern("Last fix\\s+\\w+, .* ago");
      tab.offline(false);
      tab.awaitText(".facts", "Latitude");
    }
  }

  @Test
  void liveComesByPlainRequestsWhereNoSocketOpens(Stand stand) {
    try (Tab tab = stand.signedIn("view")) {
      before(tab, NO_SOCKETS);
      loadAnew(tab, stand);
      View.LIVE.open(tab);
      tab.await(
          "/^[1-9][^;]*points\\/s received.*by plain"
              + " requests/.test(document.querySelector('.told').innerText)");
      tab.await("/[1-9]\\d*.wires/.test(document.querySelector('.told').innerText)");
      assertThat(tab.faults()).isEmpty();
    }
  }

  @Test
  void framesCountAsHeard(Stand stand) {
    try (Tab tab = stand.signedIn("view")) {
      View.LIVE.open(tab);
      tab.evaluate("window.fetch = () => new Promise(() => {}); 0");
      tab.evaluate("new Promise(done => setTimeout(done, 9000))");
      assertThat(tab.text("#link")).contains("Live");
    }
  }

  @Test
  void clocksThatDifferAreSaid(Stand stand) {
    try (Tab tab = stand.signedIn("view")) {
      before(tab, "{ const now = Date.now; Date.now = () => now() + 3 * 3600 * 1000; }");
      loadAnew(tab, stand);
      tab.show(Screen.PHONE, false);
      tab.await(
          "/clock is 3.h behind this device/.test(document.querySelector('#skew').innerText)");
      assertThat(
              tab.evaluate(
                  "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
          .isEqualTo(true);
    }
  }

  @Test
  void timesCarryTheirZone(Stand stand) {
    try (Tab tab = stand.signedIn("view")) {
      tab.call("Emulation.setTimezoneOverride", Map.of("timezoneId", "Australia/Melbourne"));
      loadAnew(tab, stand);
      View.JOURNAL.open(tab);
      tab.await(
          "/\\d\\d:\\d\\d:\\d\\d.(GMT\\+1[01]|AE[DS]T)/.test(document.querySelector('.event"
              + " time').innerText)");
    }
  }

  @Test
  void oneTapStopsNoSurvey(Stand stand) {
    try (Tab tab = stand.signedIn("view operate configure")) {
      tab.show(Screen.PHONE, false);
      View.MISSION.open(tab);
      tab.press("Stop…");
      tab.awaitText(".notice", "nothing is surveyed until");
      assertThat(
              tab.evaluate(
                  "(b => { b.click(); return b.disabled;"
                      + " })([...document.querySelectorAll('button')].find(b => b.innerText ==="
                      + " 'Yes, stop the survey'))"))
          .as("a second tap at once is none")
          .isEqualTo(true);
      tab.press("Keep surveying");
      tab.await("!document.querySelector('.notice')");
      tab.evaluate("document.querySelector('#view form').requestSubmit()");
      tab.awaitText(".notice", "closes what it has gathered");
      tab.press("Keep surveying");
      assertThat(tab.text(".facts")).contains("running");
      assertThat(tab.faults()).isEmpty();
    }
  }
}
