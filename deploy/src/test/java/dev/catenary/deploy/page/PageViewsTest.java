package dev.catenary.deploy.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.deploy.page.OneVehicle.Stand;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every view in a real browser, before a vehicle at work. */
@NeedsChromium
@ExtendWith(OneVehicle.class)
class PageViewsTest {
  private static final int LOOKS = 40;
  private static final String SIDEWAYS =
      "document.documentElement.scrollWidth > document.documentElement.clientWidth";

  @ParameterizedTest
  @EnumSource(Screen.class)
  void everyViewShowsWhatTheVehicleDoesAndAxeFindsNothing(Screen screen, Stand stand) {
    try (Tab tab = stand.signedIn("view operate configure")) {
      List<String> wrong = new ArrayList<>();
      for (boolean dark : new boolean[] {false, true}) {
        tab.show(screen, dark);
        for (View view : View.values()) {
          view.open(tab);
          String found = dark ? stand.axe().violationsOfColour(tab) : stand.axe().violations(tab);
          if (!found.isEmpty()) {
            wrong.add(view + (dark ? " dark: " : " light: ") + found);
          }
          if (Boolean.TRUE.equals(tab.evaluate(SIDEWAYS))) {
            wrong.add(view + " is wider than the screen");
          }
        }
      }
      assertThat(wrong).isEmpty();
      assertThat(tab.faults()).isEmpty();
      assertThat(tab.requests())
          .allMatch(
              address ->
                  address.startsWith(stand.vehicle().address() + "/")
                      || address.startsWith("wss://127.0.0.1:" + stand.vehicle().port() + "/")
                      || address.startsWith("data:"));
    }
  }

  @Test
  void pointsAreDrawnAndConductorsStandOut(Stand stand) throws IOException {
    try (Tab tab = stand.signedIn("view")) {
      tab.show(Screen.DESKTOP, false);
      View.LIVE.open(tab);
      tab.await("/[1-9]\\d*.wires/.test(document.querySelector('.told').innerText)");
      tab.await("document.querySelector('.told').innerText.replace(/.*;/, '') !== ''");
      drawn(tab, rgb -> rgb == 0x0057D9 || rgb == 0xD40F0F, 20, "conductors' colour");
      // Conductors may come before most of what else is in sight.
      drawn(tab, rgb -> rgb != 0xFFFFFF, 2_000, "any colour");

      tab.press("Height");
      tab.press("Top");
      drawn(tab, rgb -> rgb != 0xFFFFFF && rgb != 0x0057D9, 2_000, "colours of height, from above");
      assertThat(tab.faults()).isEmpty();
    }
  }

  /** Looks until so many pixels are there; a processor that draws for a card takes its time. */
  private static BufferedImage drawn(Tab tab, IntPredicate wanted, int pixelsMin, String what)
      throws IOException {
    long found = 0;
    for (int look = 0; look < LOOKS; look++) {
      BufferedImage image = canvas(tab);
      found = pixels(image, wanted);
      if (found >= pixelsMin) {
        return image;
      }
    }
    throw new AssertionError(
        found + " pixels of " + what + ", expected " + pixelsMin + "; " + tab.text(".told"));
  }

  private static BufferedImage canvas(Tab tab) throws IOException {
    tab.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    Map<?, ?> box =
        (Map<?, ?>)
            tab.evaluate(
                "(({x, y, width, height}) => ({x, y, width, height}))(document.querySelector('canvas').getBoundingClientRect())");
    BufferedImage whole = ImageIO.read(new ByteArrayInputStream(tab.screenshot()));
    return whole.getSubimage(
        number(box, "x") + 4,
        number(box, "y") + 4,
        number(box, "width") - 8,
        number(box, "height") - 8);
  }

  private static int number(Map<?, ?> box, String name) {
    return ((Number) box.get(name)).intValue();
  }

  private static long pixels(BufferedImage image, IntPredicate wanted) {
    return java.util.stream.IntStream.range(0, image.getWidth() * image.getHeight())
        .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xFFFFFF)
        .filter(wanted)
        .count();
  }
}
