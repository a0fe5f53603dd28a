package dev.catenary.device.export;

import dev.catenary.capture.georeference.Unprojection;
import dev.catenary.device.export.SurveyChunks.Chunk;
import dev.catenary.uplink.laz.MapPoint;
import dev.catenary.uplink.laz.SurveyFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * STAC item of one COPC file, as a virtual point cloud (.vpc) has them too.
 *
 * <p>Source: STAC item specification 1.0.0; extensions pointcloud 1.0.0 and projection 1.1.0.
 */
final class StacItem {
  private static final int DEGREE_DIGITS = 9;
  private static final List<List<Object>> SCHEMAS =
      List.of(
          List.of("X", 8, "floating"),
          List.of("Y", 8, "floating"),
          List.of("Z", 8, "floating"),
          List.of("Intensity", 2, "unsigned"),
          List.of("ReturnNumber", 1, "unsigned"),
          List.of("NumberOfReturns", 1, "unsigned"),
          List.of("Classification", 1, "unsigned"),
          List.of("ScanAngleRank", 4, "floating"),
          List.of("PointSourceId", 2, "unsigned"),
          List.of("GpsTime", 8, "floating"),
          List.of("confidence", 8, "floating"),
          List.of("ring", 1, "unsigned"));

  private StacItem() {}

  /**
   * @param file name of the COPC file, which lies beside the item
   */
  static Map<String, Object> of(
      String name, Path file, List<Chunk> chunks, SurveyFile.Written written) throws IOException {
    String crs = chunks.getFirst().sealed().zone().crs();
    Unprojection frame = Unprojection.of(crs);
    MapPoint min = written.min();
    MapPoint max = written.max();
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("type", "Feature");
    item.put("stac_version", "1.0.0");
    item.put(
        "stac_extensions",
        List.of(
            "https://stac-extensions.github.io/pointcloud/v1.0.0/schema.json",
            "https://stac-extensions.github.io/projection/v1.1.0/schema.json"));
    item.put("id", name);
    item.put(
        "geometry",
        polygon(
            frame,
            min.eastingMetres(),
            min.northingMetres(),
            max.eastingMetres(),
            max.northingMetres()));
    item.put("bbox", box(frame, min, max));
    item.put("properties", properties(crs, chunks, written));
    item.put("links", List.of());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("href", "./" + file);
    data.put("type", "application/vnd.laszip+copc");
    data.put("roles", List.of("data"));
    item.put("assets", Map.of("data", data));
    return item;
  }

  private static Map<String, Object> properties(
      String crs, List<Chunk> chunks, SurveyFile.Written written) {
    long from = chunks.stream().mapToLong(c -> c.sealed().firstHostNanos()).min().orElse(0);
    long to = chunks.stream().mapToLong(c -> c.sealed().lastHostNanos()).max().orElse(0);
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("datetime", Instant.ofEpochSecond(0, from));
    properties.put("start_datetime", Instant.ofEpochSecond(0, from));
    properties.put("end_datetime", Instant.ofEpochSecond(0, to));
    properties.put("pc:count", written.points());
    properties.put("pc:type", "lidar");
    properties.put("pc:encoding", "application/vnd.laszip+copc");
    properties.put("pc:schemas", SCHEMAS.stream().map(StacItem::schema).toList());
    properties.put("proj:epsg", Integer.parseInt(crs.substring(crs.indexOf(':') + 1)));
    MapPoint min = written.min();
    MapPoint max = written.max();
    properties.put(
        "proj:bbox",
        List.of(
            min.eastingMetres(),
            min.northingMetres(),
            min.heightMetres(),
            max.eastingMetres(),
            max.northingMetres(),
            max.heightMetres()));
    return properties;
  }

  private static Map<String, Object> schema(List<Object> column) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("name", column.get(0));
    schema.put("size", column.get(1));
    schema.put("type", column.get(2));
    return schema;
  }

  /** A square of the map frame in longitude and latitude, counter-clockwise. */
  static Map<String, Object> polygon(
      Unprojection frame, double west, double south, double east, double north) {
    Map<String, Object> geometry = new LinkedHashMap<>();
    geometry.put("type", "Polygon");
    geometry.put(
        "coordinates",
        List.of(
            List.of(
                degrees(frame, west, south),
                degrees(frame, east, south),
                degrees(frame, east, north),
                degrees(frame, west, north),
                degrees(frame, west, south))));
    return geometry;
  }

  private static List<Object> degrees(Unprojection frame, double easting, double northing) {
    double[] place = frame.degrees(easting, northing);
    return List.of(degree(place[0]), degree(place[1]));
  }

  /** In full: a thousandth of a degree is 100 m. */
  private static BigDecimal degree(double degrees) {
    return BigDecimal.valueOf(degrees).setScale(DEGREE_DIGITS, RoundingMode.HALF_UP);
  }

  private static List<Object> box(Unprojection frame, MapPoint min, MapPoint max) {
    double west = 180;
    double south = 90;
    double east = -180;
    double north = -90;
    for (double easting : new double[] {min.eastingMetres(), max.eastingMetres()}) {
      for (double northing : new double[] {min.northingMetres(), max.northingMetres()}) {
        double[] place = frame.degrees(easting, northing);
        west = Math.min(west, place[0]);
        east = Math.max(east, place[0]);
        south = Math.min(south, place[1]);
        north = Math.max(north, place[1]);
      }
    }
    return List.of(
        degree(west),
        degree(south),
        min.heightMetres(),
        degree(east),
        degree(north),
        max.heightMetres());
  }
}
