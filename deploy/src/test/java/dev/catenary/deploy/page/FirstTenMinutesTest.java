package dev.catenary.deploy.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.json.JsonText;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first ten minutes of a newcomer: the demo's printed address, a browser, and what is there to
 * see. Run on demand, on an idle machine: {@code -Dcatenary.screenshots=docs/images} makes the
 * pictures of docs/first-ten-minutes.md of it.
 */
@NeedsChromium
@EnabledIfSystemProperty(named = "catenary.screenshots", matches = ".+")
class FirstTenMinutesTest {
  private static final Path ROOT = Path.of(System.getProperty("catenary.root"));
  private static final Pattern ADDRESS =
      Pattern.compile("https://127\\.0\\.0\\.1:\\d+/#/sign-in/\\S+");
  private static final Pattern WARNING =
      Pattern.compile("\\bWARN\\b|receive buffer", Pattern.CASE_INSENSITIVE);
  private static final Duration TO_THE_CLOUD = Duration.ofSeconds(10);
  private static final long PATIENCE_SECONDS = 180;
  private static final int SURVEY_SECONDS = 60;
  private static final int WIDTH_PIXELS = 960;
  private static final long GATHER_MILLIS = 6_000;

  @TempDir private Path folder;

  @Test
  void cloudWithConductorsAndViolationsIsThereTenSecondsAfterTheAddress() throws Exception {
    Path log = folder.resolve("demo.log");
    Process demo = demo(log);
    try (Chromium browser = Chromium.start()) {
      String address = address(demo, log);
      long printed = System.nanoTime();
      try (Tab tab = browser.open()) {
        tab.show(Screen.DESKTOP, true);
        tab.go(address);
        tab.awaitText(".told", "points/s received");
        tab.await("/[1-9][0-9,.]*\\s*wires/.test(document.querySelector('.told').innerText)");
        assertThat(violations(tab)).isPositive();
        Duration waited = Duration.ofNanos(System.nanoTime() - printed);
        assertThat(waited).as("from the address to the cloud").isLessThan(TO_THE_CLOUD);
        assertThat(tab.evaluate("location.hash")).as("the code is gone").isEqualTo("#/live");
        picture(tab, GATHER_MILLIS, "first-cloud.png");
        View.STATE.open(tab);
        picture(tab, 1_500, "first-state.png");
        View.MAP.open(tab);
        picture(tab, 1_500, "first-map.png");
      }
      try (Tab late = browser.open()) {
        late.go(address);
        late.awaitText("#view", "used");
      }
      assertThat(demo.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      String text = Files.readString(log);
      assertThat(demo.exitValue()).as(text).isZero();
      assertThat(text)
          .contains("Losses           none")
          .contains("left")
          .contains("To look further:");
      assertThat(WARNING.matcher(text).find()).as("a warning in %s", text).isFalse();
      for (String file : List.of("CloudCompare ", "qgis ")) {
        Matcher named = Pattern.compile(Pattern.quote(file) + "(\\S+)").matcher(text);
        assertThat(named.find()).as(file).isTrue();
        assertThat(Path.of(named.group(1))).isNotEmptyFile();
      }
      terminal(browser, text);
    } finally {
      demo.destroy();
    }
  }

  /** Violations in the vehicle's own list of zones, asked for as the page asks. */
  private static long violations(Tab tab) {
    return ((Number)
            tab.evaluate(
                "fetch('/api/v1/zones').then(r => r.json()).then(z => z.zones.reduce((n, zone) => n + (zone.violations || 0), 0))"))
        .longValue();
  }

  private Process demo(Path log) throws IOException {
    Path service = ROOT.resolve("device/target");
    String classPath =
        String.join(
            ":",
            ROOT.resolve("deploy/proving/target/catenary-proving.jar").toString(),
            service.resolve("catenary-device.jar").toString(),
            service.resolve("lib") + "/*");
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx1g",
            "-Dcatenary.home=" + ROOT,
            "-cp",
            classPath,
            "dev.catenary.proving.Proving",
            "demo",
            "--seconds=" + SURVEY_SECONDS,
            "--out=" + folder.resolve("demo"))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static String address(Process demo, Path log) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end && demo.isAlive()) {
      Matcher address = ADDRESS.matcher(Files.readString(log));
      if (address.find()) {
        return address.group();
      }
      Thread.sleep(50);
    }
    throw new AssertionError("no address: " + Files.readString(log));
  }

  private static void terminal(Chromium browser, String text)
      throws IOException, InterruptedException {
    try (Tab tab = browser.open()) {
      tab.show(Screen.DESKTOP, true);
      tab.evaluate(
          "{ document.body.style.cssText = 'margin:0;padding:16px;background:#111;color:#ddd';"
              + " const pre = document.createElement('pre');"
              + " pre.style.cssText = 'font:13px/1.35 monospace;white-space:pre-wrap';"
              + " pre.textContent = %s; document.body.append(pre); }"
                  .formatted(JsonText.of("$ ./catenary demo\n" + text)));
      picture(tab, 300, "first-terminal.png");
    }
  }

  private static void picture(Tab tab, long settleMillis, String name)
      throws IOException, InterruptedException {
    String wanted = System.getProperty("catenary.screenshots", "");
    if (wanted.isEmpty()) {
      return;
    }
    Thread.sleep(settleMillis);
    BufferedImage seen = ImageIO.read(new ByteArrayInputStream(tab.screenshot()));
    int height = seen.getHeight() * WIDTH_PIXELS / seen.getWidth();
    BufferedImage small = new BufferedImage(WIDTH_PIXELS, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = small.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    pen.drawImage(seen, 0, 0, WIDTH_PIXELS, height, null);
    pen.dispose();
    Path pictures = Files.createDirectories(ROOT.resolve(wanted));
    ImageIO.write(small, "png", pictures.resolve(name).toFile());
  }
}
