package dev.catenary.device.export;

import dev.catenary.capture.georeference.Unprojection;
import dev.catenary.device.export.SurveyChunks.Chunk;
import dev.catenary.device.json.JsonText;
import dev.catenary.uplink.laz.SurveyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a survey as few files that open as one: a COPC file for each mission, a STAC item for
 * each, a virtual point cloud over all, and an index of the zones' tiles.
 */
public final class SurveyExport {
  private final String softwareVersion;
  private final Instant now;

  public SurveyExport(String softwareVersion, Instant now) {
    this.softwareVersion = softwareVersion;
    this.now = now;
  }

  /**
   * Writes {@code MISSION.copc.laz} and {@code MISSION.json} of each mission, map frame and size of
   * zones, then {@code survey.vpc} and {@code tiles.geojson}.
   *
   * @return the files, in that order
   * @throws IOException when a chunk is not whole, with its name; the files before it stay
   */
  public List<Path> write(Path folder, List<Chunk> chunks) throws IOException {
    Files.createDirectories(folder);
    Map<String, List<Chunk>> surveys = new TreeMap<>();
    boolean oneGrid = chunks.stream().map(SurveyExport::grid).distinct().count() == 1;
    for (Chunk chunk : chunks) {
      String name =
          chunk.sealed().vehicle()
              + "_"
              + chunk.sealed().mission()
              + (oneGrid ? "" : "_" + grid(chunk));
      surveys.computeIfAbsent(name, _ -> new ArrayList<>()).add(chunk);
    }
    List<Path> files = new ArrayList<>();
    List<Object> items = new ArrayList<>();
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    for (Map.Entry<String, List<Chunk>> survey : surveys.entrySet()) {
      Path file = folder.resolve(survey.getKey() + ".copc.laz");
      List<SurveyFile.Part> parts =
          survey.getValue().stream()
              .map(chunk -> new SurveyFile.Part(chunk.file(), chunk.sealed().zone()))
              .toList();
      SurveyFile.Written written = SurveyFile.write(file, parts, softwareVersion, day);
      files.add(file);
      Map<String, Object> item =
          StacItem.of(survey.getKey(), file.getFileName(), survey.getValue(), written);
      Path itemFile = folder.resolve(survey.getKey() + ".json");
      Files.writeString(itemFile, JsonText.of(item) + "\n");
      files.add(itemFile);
      items.add(item);
    }
    Map<String, Object> collection = new LinkedHashMap<>();
    collection.put("type", "FeatureCollection");
    collection.put("features", items);
    Path virtual = folder.resolve("survey.vpc");
    Files.writeString(virtual, JsonText.of(collection) + "\n");
    files.add(virtual);
    Path tiles = folder.resolve("tiles.geojson");
    Files.writeString(tiles, tiles(chunks) + "\n");
    files.add(tiles);
    return files;
  }

  private static String grid(Chunk chunk) {
    return chunk.sealed().zone().crs().replace(':', '-')
        + "_"
        + chunk.sealed().zone().cellMetres()
        + "m";
  }

  /** Each zone's square with its file's name, points, rank and times; RFC 7946. */
  private static String tiles(List<Chunk> chunks) throws IOException {
    Map<String, Unprojection> frames = new LinkedHashMap<>();
    List<Object> features = new ArrayList<>();
    for (Chunk chunk : chunks) {
      var zone = chunk.sealed().zone();
      Unprojection frame = frames.get(zone.crs());
      if (frame == null) {
        frame = Unprojection.of(zone.crs());
        frames.put(zone.crs(), frame);
      }
      double east = zone.originEastingMetres();
      double north = zone.originNorthingMetres();
      double side = zone.cellMetres();
      Map<String, Object> feature = new LinkedHashMap<>();
      feature.put("type", "Feature");
      feature.put("geometry", StacItem.polygon(frame, east, north, east + side, north + side));
      Map<String, Object> properties = new LinkedHashMap<>();
      properties.put("file", chunk.sealed().fileName());
      properties.put("vehicle", chunk.sealed().vehicle());
      properties.put("mission", chunk.sealed().mission());
      properties.put("points", chunk.sealed().points());
      properties.put("rank", chunk.sealed().rank().ordinal());
      properties.put("seen_from", Instant.ofEpochSecond(0, chunk.sealed().firstHostNanos()));
      properties.put("seen_to", Instant.ofEpochSecond(0, chunk.sealed().lastHostNanos()));
      properties.put("pose_quality", chunk.manifest().getPoseQuality());
      properties.put("attitude_quality", chunk.manifest().getAttitudeQuality());
      feature.put("properties", properties);
      features.add(feature);
    }
    Map<String, Object> collection = new LinkedHashMap<>();
    collection.put("type", "FeatureCollection");
    collection.put("features", features);
    return JsonText.of(collection);
  }
}
