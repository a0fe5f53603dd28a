package dev.catenary.deploy.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.deploy.page.OneVehicle.Stand;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The door, as a technician meets it. */
@NeedsChromium
@ExtendWith(OneVehicle.class)
class SignInTest {
  @Test
  void withoutASignInTheFirstViewLeadsToIt(Stand stand) {
    try (Tab tab = stand.browser().open()) {
      tab.show(Screen.PHONE, false);
      tab.go(stand.vehicle().address() + "/");
      tab.awaitText("#view .notice", "signed in");
      assertThat(stand.axe().violations(tab)).isEmpty();
      tab.click("#view .notice a");
      tab.awaitText("h1", "Sign in");
      tab.await("document.querySelector('#token')");
      assertThat(stand.axe().violations(tab)).isEmpty();
      assertThat(tab.text("#view")).contains("catenary:" + SurveyingVehicle.NAME);
    }
  }

  @Test
  void aRefusedTokenSaysWhyAndWhatToDo(Stand stand) {
    try (Tab tab = stand.browser().open()) {
      tab.go(stand.vehicle().address() + "/#/sign-in");
      tab.fill("#token", stand.vehicle().fleet().grant("another-drone", "view"));
      tab.click("#view form button");
      tab.awaitText("#view [role=alert]", "another-drone");
      tab.awaitText("#view [role=alert]", "Ask for a token for this very device.");
      assertThat(stand.axe().violations(tab)).isEmpty();

      Instant yesterday = Instant.now().minus(Duration.ofDays(1));
      tab.fill("#token", stand.vehicle().fleet().grant(SurveyingVehicle.NAME, "view", yesterday));
      tab.click("#view form button");
      tab.awaitText("#view [role=alert]", "expired");
    }
  }

  @Test
  void whoMaySignInAndOutIsShown(Stand stand) {
    try (Tab tab = stand.signIn(stand.browser().open(), "view")) {
      tab.awaitText("#who", "technician 7");
      tab.click("#who");
      tab.awaitText("#view", "see everything");
      tab.press("Sign out");
      tab.awaitText("#view", "Signed out.");
      tab.awaitText("#who", "Sign in");
      View.MORE.open(tab);
      tab.evaluate("location.hash = '#/sensors'");
      tab.awaitText("#view .notice", "signed in");
    }
  }

  @Test
  void whoMayOnlyLookIsOfferedNothingElse(Stand stand) {
    try (Tab tab = stand.signedIn("view")) {
      View.TEST.open(tab);
      tab.awaitText("#view", "need a sign-in with the scope");
      assertThat(
              tab.evaluate("[...document.querySelectorAll('#view button')].every(b => b.disabled)"))
          .isEqualTo(true);
      tab.evaluate("location.hash = '#/config'");
      tab.awaitText("#view .notice", "configure");
    }
  }
}
