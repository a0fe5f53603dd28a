package dev.catenary.inference.training.cloud;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Facts of a frame by its EPSG code alone, from the list that comes with proj4j. */
final class FrameCodes {
  private static final String LIST = "/proj4/nad/epsg";
  private static final double FOOT = 0.3048;
  private static final double SURVEY_FOOT = 1200.0 / 3937;
  private static final Pattern UNIT = Pattern.compile("\\+(units|to_meter)=(\\S+)");

  /** Heights in US survey feet, and in feet (EPSG, vertical frames; the list has none of them). */
  private static final Set<Integer> SURVEY_FOOT_HEIGHTS = Set.of(5702, 6358, 6360, 6132);

  private static final Set<Integer> FOOT_HEIGHTS = Set.of(8228, 5754, 6130, 8050, 8052);

  /** WGS 84, ETRS89, ITRF and GDA2020 from the Earth's centre, and the older codes of such. */
  private static final Set<Integer> GEOCENTRIC =
      Set.of(4328, 4329, 4340, 4346, 4936, 4978, 7842, 7789, 7912, 9988, 6317, 4938, 4374, 4356);

  private static final int USER_DEFINED = 32_767;

  private FrameCodes() {}

  static boolean isGeocentric(int... codes) throws IOException {
    for (int code : codes) {
      if (GEOCENTRIC.contains(code) || line(code).contains("+proj=geocent")) {
        return true;
      }
    }
    return false;
  }

  static boolean isAngular(int code) throws IOException {
    return line(code).contains("+proj=longlat");
  }

  /** Metres in a unit of x and y; 1 where the code is not known. */
  static double metres(int code) throws IOException {
    Matcher unit = UNIT.matcher(line(code));
    if (!unit.find()) {
      return 1;
    }
    if (unit.group(1).equals("to_meter")) {
      return Double.parseDouble(unit.group(2));
    }
    return switch (unit.group(2)) {
      case "m" -> 1;
      case "ft" -> FOOT;
      case "us-ft" -> SURVEY_FOOT;
      default ->
          throw CloudRefused.of(
              "the frame EPSG:" + code + " in the unit " + unit.group(2),
              "metres or feet",
              "write the cloud in metres");
    };
  }

  /** Metres in a unit of z; not a number where nothing is known of the code. */
  static double ofHeights(int code) {
    if (SURVEY_FOOT_HEIGHTS.contains(code)) {
      return SURVEY_FOOT;
    }
    if (FOOT_HEIGHTS.contains(code)) {
      return FOOT;
    }
    return code == 0 || code == USER_DEFINED ? Double.NaN : 1;
  }

  private static String line(int code) throws IOException {
    if (code == 0 || code == USER_DEFINED) {
      return "";
    }
    String start = "<" + code + ">";
    try (InputStream list = FrameCodes.class.getResourceAsStream(LIST)) {
      if (list == null) {
        throw new IllegalStateException("proj4j-epsg has its list " + LIST);
      }
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith(start)) {
          return line;
        }
      }
    }
    return "";
  }
}
