package dev.catenary.deploy.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.deploy.page.OneVehicle.Stand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A vehicle that drives out of reach: what was known stays, and says how old it is. */
@NeedsChromium
@ExtendWith(OneVehicle.class)
class SilentVehicleTest {
  @Test
  void whatIsShownStaysAndSaysItsAgeUntilTheVehicleAnswersAgain(Stand stand) {
    try (Tab tab = stand.signedIn("view")) {
      tab.show(Screen.PHONE, false);
      tab.offline(true);
      tab.awaitText("#link", "No answer from the vehicle. What is shown is");
      assertThat(tab.text("#link")).matches(".* is \\d+.(s|min) old\\.");
      assertThat(tab.text("#view .chain")).contains("Sensor").contains("Cloud");

      tab.evaluate("location.hash = '#/sensors'");
      tab.awaitText("#view", "The vehicle does not answer.");
      tab.offline(false);
      tab.awaitText("#link", "Live");
      tab.awaitText("#view", "packets/s");
    }
  }
}
