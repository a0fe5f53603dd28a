package dev.catenary.device.export;

import java.util.List;
import java.util.Map;

/**
 * One thing to be drawn on a map.
 *
 * @param layer where it belongs
 * @param crs the frame of its places, as {@code EPSG:32755}
 * @param places easting, northing, height in metres of each; a point has one, a ring ends as it
 *     begins
 * @param attributes by name: texts, whole numbers (Long), numbers (Double) and flags (Boolean)
 */
public record MapFeature(
    Layer layer, String crs, List<Place> places, Map<String, Object> attributes) {
  public MapFeature {
    places = List.copyOf(places);
  }

  /** A place in the map frame. */
  public record Place(double eastingMetres, double northingMetres, double heightMetres) {}

  /** Layers of the map. */
  public enum Layer {
    PLACES("places", "Places where something is too near to wires, the worst first"),
    ZONES("zones", "Zones by rank: look here first"),
    SPANS("spans", "Wires as they were fitted"),
    FINDINGS("findings", "What comes near a wire, from its place to the wire's nearest");

    private final String table;
    private final String sentence;

    Layer(String table, String sentence) {
      this.table = table;
      this.sentence = sentence;
    }

    public String table() {
      return table;
    }

    public String sentence() {
      return sentence;
    }
  }
}
