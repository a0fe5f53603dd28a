package dev.catenary.device.page.feed;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The hottest of the kernel's thermal zones (sysfs ABI, thermal). */
public final class Temperature {
  private static final Path ZONES = Path.of("/sys/class/thermal");
  private static final double MILLI = 1_000;

  private final Path zones;

  public Temperature() {
    this(ZONES);
  }

  Temperature(Path zones) {
    this.zones = zones;
  }

  /** Degrees Celsius; NaN where the board does not tell. */
  double celsius() {
    double hottest = Double.NaN;
    if (!Files.isDirectory(zones)) {
      return hottest;
    }
    try (DirectoryStream<Path> each = Files.newDirectoryStream(zones, "thermal_zone*")) {
      for (Path zone : each) {
        double one = read(zone.resolve("temp"));
        hottest =
            Double.isNaN(hottest) ? one : Double.isNaN(one) ? hottest : Math.max(hottest, one);
      }
    } catch (IOException e) {
      return Double.NaN;
    }
    return hottest;
  }

  /** A zone that is switched off answers with an error. */
  private static double read(Path file) {
    try {
      return Integer.parseInt(Files.readString(file).strip()) / MILLI;
    } catch (IOException | NumberFormatException e) {
      return Double.NaN;
    }
  }
}
