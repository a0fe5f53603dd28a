package dev.catenary.uplink.laz;

import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Joins the LAZ files of a survey's zones to one COPC file, which a GIS opens as a whole and reads
 * as far as it shows. Points are neither changed nor left out. Memory is that of one zone's points
 * and of the few that are shown from afar.
 */
public final class SurveyFile {
  private static final double MILLIMETRES = 1_000;

  private SurveyFile() {}

  /**
   * One zone's file.
   *
   * @param zone its square
   */
  public record Part(Path file, ZoneId zone) {}

  /**
   * Facts of the file that was written.
   *
   * @param min lowest easting, northing and height
   * @param max highest
   * @param wkt the map frame
   */
  public record Written(long points, MapPoint min, MapPoint max, String wkt) {}

  /**
   * Writes the file, or none.
   *
   * @param parts at least one, all of one map frame
   * @param day of creation
   * @throws LazRefused when one of them is not whole, with its name
   */
  public static Written write(Path file, List<Part> parts, String softwareVersion, LocalDate day)
      throws IOException {
    Map<ZoneId, List<Part>> byZone =
        new TreeMap<>(
            java.util.Comparator.comparingInt(ZoneId::column).thenComparingInt(ZoneId::row));
    for (Part part : parts) {
      byZone.computeIfAbsent(part.zone(), _ -> new ArrayList<>()).add(part);
    }
    double[] min = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
    double[] max = {-Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
    LazReader reader = new LazReader();
    LazFacts first = null;
    for (Part part : parts) {
      int cellMetres = parts.getFirst().zone().cellMetres();
      if (part.zone().cellMetres() != cellMetres) {
        throw new LazRefused(
            "found zones of "
                + cellMetres
                + " m and of "
                + part.zone().cellMetres()
                + " m, expected one size; cure: export them apart");
      }
      LazFacts facts = read(reader, part, new Zone(part.zone(), 1));
      first = first == null ? facts : first;
      for (int axis = 0; axis < 3; axis++) {
        min[axis] = Math.min(min[axis], facts.min().along(axis));
        max[axis] = Math.max(max[axis], facts.max().along(axis));
      }
    }
    if (first == null) {
      throw new IOException("found no file of a zone, expected at least one");
    }
    CopcCube cube = CopcCube.over(min, max, parts.getFirst().zone().cellMetres());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    long points;
    try (CopcWriter writer = new CopcWriter(part, first, cube, softwareVersion, day)) {
      CopcTree tree = new CopcTree(cube, writer);
      for (Map.Entry<ZoneId, List<Part>> each : byZone.entrySet()) {
        ZoneId id = each.getKey();
        int x = (int) (id.column() - cube.eastingMetres() / id.cellMetres());
        int y = (int) (id.row() - cube.northingMetres() / id.cellMetres());
        tree.add(together(reader, each.getValue(), cube), x, y);
      }
      tree.finish();
      writer.finish();
      points = writer.points();
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return new Written(points, MapPoint.of(min), MapPoint.of(max), first.wkt());
  }

  private static Zone together(LazReader reader, List<Part> parts, CopcCube cube)
      throws IOException {
    Zone zone = new Zone(parts.getFirst().zone(), 1 << 12);
    for (Part part : parts) {
      int from = zone.size;
      LazFacts facts = read(reader, part, zone);
      move(
          zone.xMillimetres,
          from,
          zone.size,
          facts.offset().eastingMetres() - cube.eastingMetres());
      move(
          zone.yMillimetres,
          from,
          zone.size,
          facts.offset().northingMetres() - cube.northingMetres());
      move(zone.zMillimetres, from, zone.size, facts.offset().heightMetres() - cube.heightMetres());
    }
    return zone;
  }

  private static void move(int[] values, int from, int to, double metres) {
    int millimetres = Math.toIntExact(Math.round(metres * MILLIMETRES));
    for (int i = from; i < to; i++) {
      values[i] += millimetres;
    }
  }

  private static LazFacts read(LazReader reader, Part part, Zone zone) throws IOException {
    try {
      return reader.read(Files.readAllBytes(part.file()), zone);
    } catch (LazRefused e) {
      throw new LazRefused(part.file().getFileName() + ": " + e.getMessage());
    }
  }
}
