package dev.catenary.device.export;

import dev.catenary.proto.message.ZoneEvent;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Wires and what comes near them as one GeoJSON text, for a map that draws both. */
public final class GeoJsonText {
  private GeoJsonText() {}

  /**
   * A FeatureCollection of the wires (LineString) and of the findings (Point, where the obstacle
   * is), each with its {@code layer}; properties: docs/clearance.md.
   */
  public static String ofWires(Collection<ZoneEvent> events) throws IOException {
    List<MapFeature> features = new ArrayList<>();
    for (ZoneEvent event : events) {
      for (MapFeature feature : EventFeatures.of(event)) {
        switch (feature.layer()) {
          case SPANS -> features.add(feature);
          case FINDINGS ->
              features.add(
                  new MapFeature(
                      feature.layer(),
                      feature.crs(),
                      feature.places().subList(0, 1),
                      feature.attributes()));
          case ZONES, PLACES -> {}
        }
      }
    }
    StringWriter text = new StringWriter();
    new GeoJsonFile().write(text, features);
    return text.toString();
  }
}
