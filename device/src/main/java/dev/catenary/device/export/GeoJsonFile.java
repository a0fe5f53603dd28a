package dev.catenary.device.export;

import dev.catenary.capture.georeference.Unprojection;
import dev.catenary.device.export.MapFeature.Layer;
import dev.catenary.device.export.MapFeature.Place;
import dev.catenary.device.json.JsonText;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes one layer as GeoJSON: RFC 7946, longitude and latitude on WGS84, height in metres. */
public final class GeoJsonFile {
  private final Map<String, Unprojection> frames = new HashMap<>();

  public void write(Path file, Layer layer, List<MapFeature> features) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      write(out, features.stream().filter(feature -> feature.layer() == layer).toList());
    }
  }

  /** Features of any layer, each with its layer's name; one place is a point. */
  public void write(Writer out, List<MapFeature> features) throws IOException {
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
    out.write(",\"properties\":{\"layer\":" + JsonText.of(feature.layer().table()));
    before = ",";
    for (Map.Entry<String, Object> attribute : feature.attributes().entrySet()) {
      out.write(before + JsonText.of(attribute.getKey()) + ":" + value(attribute.getValue()));
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

  /** A number in full: its unit may be a degree. */
  private static String value(Object value) {
    return value instanceof Double number && Double.isFinite(number)
        ? String.format(Locale.ROOT, "%.6f", number)
        : JsonText.of(value);
  }
}
