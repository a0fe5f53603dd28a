package dev.catenary.inference.labelled;

import com.github.mreutegg.laszip4j.LASPoint;
import com.github.mreutegg.laszip4j.LASReader;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.testing.RecordingsFolder;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A labelled cloud, read by an independent LAZ reader and cut into zones of 32 m. */
public record LabelledCloud(String name, List<LabelledZone> zones) {
  public static final LabelledFile CORRIDOR_07CZ2 =
      new LabelledFile("ahn4-corridor-07cz2", "07CZ2_14.laz");
  public static final LabelledFile CORRIDOR_12AN2 =
      new LabelledFile("ahn4-corridor-12an2", "12AN2_20.laz");
  public static final LabelledFile WATERSIDE = new LabelledFile("ahn3-town", "AHN3.laz");
  public static final LabelledFile AMSTERDAM =
      new LabelledFile("ahn-amsterdam-2397", "ahn_2397_9705.laz");
  public static final List<LabelledFile> ALL =
      List.of(CORRIDOR_07CZ2, CORRIDOR_12AN2, WATERSIDE, AMSTERDAM);

  private static final int CELL_METRES = 32;

  /** Where a labelled cloud lies under the folder of recordings. */
  public record LabelledFile(String folder, String file) {}

  /** Reads a whole cloud. */
  public static LabelledCloud read(LabelledFile file) {
    Path path = RecordingsFolder.path().resolve("labelled").resolve(file.folder());
    LASReader reader = new LASReader(path.resolve(file.file()).toFile());
    var header = reader.getHeader();
    Map<ZoneId, List<TrueClass>> truth = new LinkedHashMap<>();
    Map<ZoneId, Zone> zones = new LinkedHashMap<>();
    for (LASPoint point : reader.getPoints()) {
      double easting = point.getX() * header.getXScaleFactor() + header.getXOffset();
      double northing = point.getY() * header.getYScaleFactor() + header.getYOffset();
      double height = point.getZ() * header.getZScaleFactor() + header.getZOffset();
      ZoneId id =
          new ZoneId(
              "EPSG:28992",
              CELL_METRES,
              (int) Math.floor(easting / CELL_METRES),
              (int) Math.floor(northing / CELL_METRES));
      Zone zone = zones.computeIfAbsent(id, key -> new Zone(key, 4_096));
      zone.ensureCapacity(zone.size + 1);
      zone.xMillimetres[zone.size] = (int) Math.round(1e3 * (easting - id.originEastingMetres()));
      zone.yMillimetres[zone.size] = (int) Math.round(1e3 * (northing - id.originNorthingMetres()));
      zone.zMillimetres[zone.size] = (int) Math.round(1e3 * height);
      zone.intensity[zone.size] = point.getIntensity();
      zone.lasReturns[zone.size] =
          PointBatch.lasReturns(point.getReturnNumber(), point.getNumberOfReturns());
      zone.size++;
      truth
          .computeIfAbsent(id, key -> new ArrayList<>())
          .add(TrueClass.ofAsprs(point.getClassification()));
    }
    List<LabelledZone> labelled = new ArrayList<>();
    zones.forEach(
        (id, zone) ->
            labelled.add(new LabelledZone(zone, truth.get(id).toArray(TrueClass[]::new))));
    return new LabelledCloud(file.folder(), List.copyOf(labelled));
  }

  public long points() {
    return zones.stream().mapToLong(labelled -> labelled.zone().size).sum();
  }
}
