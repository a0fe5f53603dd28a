package dev.catenary.device.findings;

import dev.catenary.capture.georeference.Unprojection;
import dev.catenary.device.findings.MapFeature.Layer;
import dev.catenary.device.findings.MapFeature.Place;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes one layer as GeoJSON: RFC 7946, longitude and latitude on WGS84, height in metres. */
final class GeoJsonFile {
  private final Map<String, Unprojection> frames = new HashMap<>();

  void write(Path file, Layer layer, List<MapFeature> features) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      write(out, features.stream().filter(feature -> feature.layer() == layer).toList());
    }
  }

  /** Features of any layer, each with its layer's name; one place is a point. */
  void write(Writer out, List<MapFeature> features) throws IOException {
    out.write("{\"type\":\"FeatureCollection\",\"features\":[");
    String before = "\n";
    for (MapFeature feature : features) {
      out.write(before);
      write(out, feature);
      before = ",\n";
    }
    out.write("\n]}\n");
  }

  private void write(Writer out, MapFeature feature) throws IOException {
    boolean ring = feature.layer() == Layer.ZONES;
    boolean point = feature.places().size() == 1;
    out.write("{\"type\":\"Feature\",\"geometry\":{\"type\":\"");
    out.write(ring ? "Polygon" : point ? "Point" : "LineString");
    out.write("\",\"coordinates\":");
    out.write(ring ? "[[" : point ? "" : "[");
    String before = "";
    for (Place place : feature.places()) {
      double[] degrees =
          frame(feature.crs()).degrees(place.eastingMetres(), place.northingMetres());
      out.write(before);
      out.write(
          String.format(
              Locale.ROOT, "[%.8f,%.8f,%.3f]", degrees[0], degrees[1], place.heightMetres()));
      before = ",";
    }
    out.write(ring ? "]]}" : point ? "}" : "]}");
    out.write(",\"properties\":{\"layer\":" + quoted(feature.layer().table()));
    before = ",";
    for (Map.Entry<String, Object> attribute : feature.attributes().entrySet()) {
      out.write(before + quoted(attribute.getKey()) + ":" + value(attribute.getValue()));
      before = ",";
    }
    out.write("}}");
  }

  private Unprojection frame(String crs) throws IOException {
    Unprojection known = frames.get(crs);
    if (known == null) {
      known = Unprojection.of(crs);
      frames.put(crs, known);
    }
    return known;
  }

  private static String value(Object value) {
    return switch (value) {
      case Double number when !Double.isFinite(number) -> "null";
      case Double number -> String.format(Locale.ROOT, "%.6f", number);
      case Long number -> number.toString();
      case Boolean flag -> flag.toString();
      default -> quoted(value.toString());
    };
  }

  /** A JSON string, RFC 8259 section 7. */
  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
