package dev.catenary.deploy.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.deploy.page.OneVehicle.Stand;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Makes the pictures of docs/page.md, with {@code -Dcatenary.screenshots=docs/images} (CONTRIBUTING
 * has the command).
 */
@NeedsChromium
@ExtendWith(OneVehicle.class)
@EnabledIfSystemProperty(named = "catenary.screenshots", matches = ".+")
class PageScreenshotsTest {
  private static final long GATHER_MILLIS = 45_000;
  private static final long SETTLE_MILLIS = 1_500;
  private static final int GAP_PIXELS = 6;
  private static final int GREY = 0x888888;

  @Test
  void picturesOfAVehicleAtWork(Stand stand) throws IOException, InterruptedException {
    Path folder =
        Files.createDirectories(
            Path.of(System.getProperty("catenary.root"))
                .resolve(System.getProperty("catenary.screenshots")));
    try (Tab tab = stand.signedIn("view operate configure")) {
      List<BufferedImage> desktop = new ArrayList<>();
      desktop.add(look(tab, View.LIVE, Screen.DESKTOP, true, GATHER_MILLIS));
      for (View view : List.of(View.MAP, View.CHARTS, View.UPLOAD)) {
        desktop.add(look(tab, view, Screen.DESKTOP, false, SETTLE_MILLIS));
      }
      write(desktop, 2, 920, folder.resolve("page-desktop.png"));

      List<BufferedImage> phone = new ArrayList<>();
      phone.add(look(tab, View.STATE, Screen.PHONE, false, SETTLE_MILLIS));
      phone.add(look(tab, View.LIVE, Screen.PHONE, true, GATHER_MILLIS));
      for (View view : List.of(View.MAP, View.SENSORS)) {
        phone.add(look(tab, view, Screen.PHONE, false, SETTLE_MILLIS));
      }
      write(phone, 4, Screen.PHONE.widthPixels, folder.resolve("page-phone.png"));
      assertThat(tab.faults()).isEmpty();
    }
  }

  private static BufferedImage look(
      Tab tab, View view, Screen screen, boolean dark, long waitMillis)
      throws IOException, InterruptedException {
    tab.show(screen, dark);
    view.open(tab);
    Thread.sleep(waitMillis);
    return ImageIO.read(new ByteArrayInputStream(tab.screenshot()));
  }

  /** One picture of several, left to right and down, each of this width. */
  private static void write(List<BufferedImage> images, int columns, int widthPixels, Path file)
      throws IOException {
    BufferedImage first = images.getFirst();
    int height = first.getHeight() * widthPixels / first.getWidth();
    int rows = (images.size() + columns - 1) / columns;
    BufferedImage sheet =
        new BufferedImage(
            columns * (widthPixels + GAP_PIXELS) - GAP_PIXELS,
            rows * (height + GAP_PIXELS) - GAP_PIXELS,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = sheet.createGraphics();
    pen.setColor(new java.awt.Color(GREY));
    pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    for (int i = 0; i < images.size(); i++) {
      pen.drawImage(
          images.get(i),
          i % columns * (widthPixels + GAP_PIXELS),
          i / columns * (height + GAP_PIXELS),
          widthPixels,
          height,
          null);
    }
    pen.dispose();
    ImageIO.write(sheet, "png", file.toFile());
  }
}
