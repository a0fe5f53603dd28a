package dev.catenary.device.findings;

import dev.catenary.device.export.EventFeatures;
import dev.catenary.device.export.GeoJsonFile;
import dev.catenary.device.export.GeoPackageFile;
import dev.catenary.device.export.MapFeature;
import dev.catenary.device.export.MapFeature.Layer;
import dev.catenary.device.export.MapFrameText;
import dev.catenary.device.place.ViolationPlace;
import dev.catenary.proto.message.ZoneEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what events say as files that a GIS shows: docs/clearance.md lists their columns. */
public final class FindingsExport {
  private FindingsExport() {}

  /**
   * Writes {@code places.geojson}, {@code zones.geojson}, {@code spans.geojson}, {@code
   * findings.geojson}, and {@code findings.gpkg}; where there are several map frames, a GeoPackage
   * for each.
   *
   * @param places of the events, the worst first
   * @return the files, in that order
   */
  public static List<Path> write(
      Path folder, Collection<ZoneEvent> events, List<ViolationPlace> places, Instant now)
      throws IOException {
    Files.createDirectories(folder);
    List<MapFeature> all = new ArrayList<>(places.stream().map(PlaceFeatures::of).toList());
    Map<String, MapFrameText> frames = new LinkedHashMap<>();
    Map<Layer, Map<String, Object>> patterns = new EnumMap<>(Layer.class);
    for (Layer layer : Layer.values()) {
      patterns.put(
          layer, layer == Layer.PLACES ? PlaceFeatures.pattern() : EventFeatures.pattern(layer));
    }
    for (ZoneEvent event : events) {
      all.addAll(EventFeatures.of(event));
      frames.merge(
          event.getZone().getCrs(),
          new MapFrameText(
              event.getZone().getCrs(),
              event.getZone().getWkt(),
              event.getZone().getWktWithHeight()),
          (known, other) -> known.hasHeight() ? known : other);
    }
    List<Path> files = new ArrayList<>();
    GeoJsonFile json = new GeoJsonFile();
    for (Layer layer : Layer.values()) {
      Path file = folder.resolve(layer.table() + ".geojson");
      json.write(file, layer, all);
      files.add(file);
    }
    for (MapFrameText frame : frames.values()) {
      String crs = frame.crs();
      String name =
          frames.size() == 1 ? "findings.gpkg" : "findings-" + crs.replace(':', '-') + ".gpkg";
      Path file = folder.resolve(name);
      List<MapFeature> those = all.stream().filter(f -> f.crs().equals(crs)).toList();
      new GeoPackageFile(now, patterns).write(file, frame, those);
      files.add(file);
    }
    return files;
  }
}
