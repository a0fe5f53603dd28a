package dev.catenary.device.place;

import dev.catenary.device.json.JsonException;
import dev.catenary.device.json.JsonReader;
import dev.catenary.device.place.Assets.Structure;
import dev.catenary.durable.SmallFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * File of poles and towers: GeoJSON with points (RFC 7946), or CSV with a header line of which
 * {@code name}, {@code longitude} and {@code latitude} are read. In GeoJSON the name is the
 * property {@code name} or {@code id}, or the feature's id.
 */
public final class AssetFile {
  private static final int BYTES_MAX = 64 << 20;
  private static final int STRUCTURES_MAX = 200_000;

  private AssetFile() {}

  /**
   * Reads a whole file.
   *
   * @throws IOException with the line or feature at fault, and what was expected
   */
  public static Assets read(Path file) throws IOException {
    String text = SmallFile.text(file, BYTES_MAX);
    List<Structure> structures =
        text.stripLeading().startsWith("{") ? geoJson(file, text) : csv(file, text);
    if (structures.isEmpty() || structures.size() > STRUCTURES_MAX) {
      throw wrong(file, "found " + structures.size() + " poles, expected 1 to " + STRUCTURES_MAX);
    }
    return new Assets(structures);
  }

  private static List<Structure> csv(Path file, String text) throws IOException {
    List<String> lines = text.lines().toList();
    List<String> header =
        lines.isEmpty() ? List.of() : cells(lines.getFirst().toLowerCase(Locale.ROOT));
    int name = header.indexOf("name");
    int longitude = header.indexOf("longitude");
    int latitude = header.indexOf("latitude");
    if (name < 0 || longitude < 0 || latitude < 0) {
      throw wrong(file, "found the columns " + header + ", expected name, longitude and latitude");
    }
    List<Structure> structures = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      List<String> cells = cells(lines.get(i));
      try {
        structures.add(
            structure(
                cells.get(name),
                Double.parseDouble(cells.get(longitude)),
                Double.parseDouble(cells.get(latitude))));
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw wrong(
            file,
            "line "
                + (i + 1)
                + ": found \""
                + lines.get(i)
                + "\", expected a name, a longitude and a latitude in degrees");
      }
    }
    return structures;
  }

  /** Cells of one line, with the quotes of RFC 4180. */
  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }

  private static List<Structure> geoJson(Path file, String text) throws IOException {
    List<Structure> structures = new ArrayList<>();
    int number = 0;
    try {
      for (Object feature : list(member(JsonReader.read(text), "features"))) {
        number++;
        Object geometry = member(feature, "geometry");
        if (!"Point".equals(member(geometry, "type"))) {
          continue;
        }
        List<?> place = list(member(geometry, "coordinates"));
        structures.add(structure(name(feature), number(place.get(0)), number(place.get(1))));
      }
    } catch (JsonException e) {
      throw wrong(file, "found " + e.found() + ", expected GeoJSON");
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw wrong(
          file,
          "feature "
              + number
              + ": expected a Point with longitude and latitude in degrees, and a property \"name\"");
    }
    return structures;
  }

  private static String name(@Nullable Object feature) {
    Object properties = member(feature, "properties");
    Object name = member(properties, "name");
    if (name == null) {
      name = member(properties, "id");
    }
    if (name == null) {
      name = member(feature, "id");
    }
    if (name == null) {
      throw new IllegalArgumentException("no name");
    }
    return name.toString();
  }

  private static @Nullable Object member(@Nullable Object object, String name) {
    return object instanceof Map<?, ?> map ? map.get(name) : null;
  }

  private static List<?> list(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException("no list");
  }

  private static double number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("no number");
  }

  private static Structure structure(String name, double longitude, double latitude) {
    if (name.isEmpty() || !(Math.abs(longitude) <= 180) || !(Math.abs(latitude) <= 90)) {
      throw new IllegalArgumentException("no place");
    }
    return new Structure(name, longitude, latitude);
  }

  private static IOException wrong(Path file, String found) {
    return new IOException(
        "asset file " + file + ": " + found + ". Correct the file, or leave --assets out.");
  }
}
