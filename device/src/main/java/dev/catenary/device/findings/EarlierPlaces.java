package dev.catenary.device.findings;

import dev.catenary.device.json.JsonException;
import dev.catenary.device.json.JsonReader;
import dev.catenary.device.place.PlaceIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Ids of the places of an earlier list in the same folder, so that they last. */
public final class EarlierPlaces {
  private EarlierPlaces() {}

  /**
   * Reads {@code places.geojson} where there is one; what is no list of places gives no ids.
   *
   * @throws IOException when the file cannot be read
   */
  public static PlaceIds in(Path folder) throws IOException {
    PlaceIds ids = new PlaceIds();
    Path file = folder.resolve("places.geojson");
    if (!Files.isRegularFile(file)) {
      return ids;
    }
    try {
      if (JsonReader.read(Files.readString(file)) instanceof Map<?, ?> collection
          && collection.get("features") instanceof List<?> features) {
        for (Object feature : features) {
          if (feature instanceof Map<?, ?> map
              && map.get("properties") instanceof Map<?, ?> properties
              && properties.get("place") instanceof String id
              && properties.get("longitude") instanceof Number longitude
              && properties.get("latitude") instanceof Number latitude) {
            ids.add(id, longitude.doubleValue(), latitude.doubleValue());
          }
        }
      }
    } catch (JsonException _) {
      return new PlaceIds();
    }
    return ids;
  }
}
