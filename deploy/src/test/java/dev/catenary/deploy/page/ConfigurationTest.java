package dev.catenary.deploy.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.deploy.page.OneVehicle.Stand;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A configuration is looked at, refused with its lines, and changed in two steps. */
@NeedsChromium
@ExtendWith(OneVehicle.class)
class ConfigurationTest {
  @Test
  void aWrongConfigurationIsRefusedWithItsLineAndNothingIsSaved(Stand stand) throws IOException {
    String before = Files.readString(stand.vehicle().configFile());
    try (Tab tab = stand.signedIn("view operate configure")) {
      View.CONFIGURATION.open(tab);
      tab.fill("#text", before.replace("leave-after: 4", "leave-after: soon"));
      tab.press("Check");
      tab.awaitText(".outcome", "nothing is changed");
      tab.awaitText(".outcome", "leave-after");
      tab.awaitText(".outcome", "soon");
      assertThat(stand.axe().violations(tab)).isEmpty();
      assertThat(tab.text(".outcome")).doesNotContain("Save these changes");
      tab.click(".outcome .small-button");
      assertThat(
              (String)
                  tab.evaluate(
                      "getSelection().toString() || document.querySelector('#text').value.slice(document.querySelector('#text').selectionStart, document.querySelector('#text').selectionEnd)"))
          .contains("leave-after: soon");
    }
    assertThat(Files.readString(stand.vehicle().configFile())).isEqualTo(before);
  }

  @Test
  void aChangeIsShownThenConfirmedThenSaved(Stand stand) throws IOException {
    String before = Files.readString(stand.vehicle().configFile());
    try (Tab tab = stand.signedIn("view operate configure")) {
      View.CONFIGURATION.open(tab);
      tab.fill("#text", before.replace("age-max: 20", "age-max: 30"));
      tab.press("Check");
      tab.awaitText(".outcome", "What would change");
      tab.awaitText(".outcome", "age-max");
      assertThat(Files.readString(stand.vehicle().configFile())).isEqualTo(before);
      tab.press("Save these changes");
      tab.awaitText(".outcome", "Saved.");
      assertThat(Files.readString(stand.vehicle().configFile())).contains("age-max: 30");
      assertThat(tab.faults()).isEmpty();
    } finally {
      Files.writeString(stand.vehicle().configFile(), before);
    }
  }
}
