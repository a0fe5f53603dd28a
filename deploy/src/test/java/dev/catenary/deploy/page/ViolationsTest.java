package dev.catenary.deploy.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.deploy.page.OneVehicle.Stand;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A violation is said first, and leads to its place and back. On demand only: which violations the
 * survey has shown by then depends on the machine's pace, and two near each other share a marker.
 */
@EnabledIfSystemProperty(named = "catenary.violations", matches = ".+")
@NeedsChromium
@ExtendWith(OneVehicle.class)
class ViolationsTest {
  @ParameterizedTest
  @EnumSource(Screen.class)
  void aViolationLeadsToItsPlaceOnTheMapInThreeDimensionsAndBack(Screen screen, Stand stand) {
    try (Tab tab = stand.signedIn("view")) {
      tab.show(screen, false);
      tab.await(
          "/\\d+.clearance violations?, worst [\\d.]+.m short/.test("
              + "document.querySelector('.found.some h2')?.innerText)");
      assertThat(tab.text(".found.some p")).containsPattern("at [0-9.]+°.[NS], [0-9.]+°.[EW]: ");
      assertThat(
              tab.evaluate(
                  "document.querySelector('.found').compareDocumentPosition("
                      + "document.querySelector('.chain')) & Node.DOCUMENT_POSITION_FOLLOWING"))
          .as("what was found stands before how the vehicle is")
          .isEqualTo(4L);

      tab.press("Worst on the map");
      tab.awaitText(".chosen h2", "short");
      tab.await("document.querySelectorAll('tr[data-chosen]').length === 1");
      assertThat(tab.evaluate("document.querySelector('.chosen a[href^=\"geo:\"]').href"))
          .asString()
          .matches("geo:-?[0-9]+\\.[0-9]{6},-?[0-9]+\\.[0-9]{6}");

      tab.press("In 3-D");
      tab.awaitText(".told", "points/s received");
      tab.awaitText(".chosen h2", "short");
      tab.press("Back to the map");
      tab.awaitText(".chosen h2", "short");

      // Another row, and then the marker in the middle, to which the row has led.
      tab.await("document.querySelectorAll('tbody a').length > 1");
      tab.evaluate("document.querySelectorAll('tbody a')[1].click()");
      String second = String.valueOf(tab.evaluate("location.hash"));
      tab.await("document.querySelectorAll('tbody tr[id]')[1].hasAttribute('data-chosen')");
      tab.evaluate(
          """
          { const canvas = document.querySelector('canvas');
            const box = canvas.getBoundingClientRect();
            const middle = {pointerId: 1, clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, bubbles: true};
            canvas.setPointerCapture = () => {};
            canvas.dispatchEvent(new PointerEvent('pointerdown', middle));
            canvas.dispatchEvent(new PointerEvent('pointerup', middle)); }
          """);
      assertThat(tab.evaluate("location.hash")).isEqualTo(second);
      tab.press("To its row");
      tab.await("document.activeElement.hasAttribute('data-chosen')");
      assertThat(tab.text(".pane")).containsPattern("[0-9]+ of [0-9]+.zones? shown");
      assertThat(tab.faults()).isEmpty();
    }
  }
}
