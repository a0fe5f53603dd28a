package dev.catenary.capture.georeference;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.locationtech.proj4j.CRSFactory;

/**
 * One projected system of proj4j's list: its name, its parameters, and the code of the geographic
 * system under it.
 *
 * @param code EPSG code
 * @param name as {@code GDA2020 / MGA zone 55}
 * @param parameters by name, as {@code proj}, {@code lon_0}
 * @param geographicCode EPSG code of the system of latitudes and longitudes; 0 when none has the
 *     name
 */
record EpsgRegistry(int code, String name, Map<String, String> parameters, int geographicCode) {
  private static final String LIST = "/proj4/nad/epsg";
  private static final String OVER = " / ";

  /**
   * @throws IOException when the list has no such code
   */
  static EpsgRegistry find(int code) throws IOException {
    try (InputStream list = CRSFactory.class.getResourceAsStream(LIST)) {
      if (list == null) {
        throw new IOException("found no " + LIST + " among the classes; expected proj4j-epsg's");
      }
      Map<String, Integer> geographicCodes = new HashMap<>();
      String wanted = "<" + code + ">";
      String found = null;
      String name = "";
      String comment = "";
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(list, StandardCharsets.ISO_8859_1));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("# ")) {
          comment = line.substring(2).strip();
        } else if (line.startsWith(wanted)) {
          name = comment;
          found = line;
        } else if (line.startsWith("<") && line.contains("+proj=longlat")) {
          geographicCodes.putIfAbsent(
              comment, Integer.parseInt(line.substring(1, line.indexOf('>'))));
        }
      }
      if (found == null) {
        throw new IOException(
            "found map frame EPSG:"
                + code
                + ", which is not among the systems that proj4j knows; expected one that is, as"
                + " EPSG:7855, or auto-utm");
      }
      return new EpsgRegistry(
          code, name, parameters(found), geographicCodes.getOrDefault(geographic(name), 0));
    }
  }

  /** Name of the geographic system, as {@code GDA2020}; the whole name where it has no two. */
  String geographicName() {
    return geographic(name);
  }

  /** The parameter, or nought. */
  String value(String parameter) {
    return parameters.getOrDefault(parameter, "0");
  }

  private static String geographic(String name) {
    int over = name.indexOf(OVER);
    return over < 0 ? name : name.substring(0, over);
  }

  private static Map<String, String> parameters(String line) {
    Map<String, String> parameters = new HashMap<>();
    int at = line.indexOf('+');
    while (at >= 0) {
      int next = line.indexOf(" +", at);
      int end = next < 0 ? line.indexOf('<', at) : next;
      String parameter = line.substring(at + 1, end < 0 ? line.length() : end).strip();
      int equals = parameter.indexOf('=');
      parameters.put(
          equals < 0 ? parameter : parameter.substring(0, equals),
          equals < 0 ? "" : parameter.substring(equals + 1));
      at = next < 0 ? -1 : next + 1;
    }
    return parameters;
  }
}
