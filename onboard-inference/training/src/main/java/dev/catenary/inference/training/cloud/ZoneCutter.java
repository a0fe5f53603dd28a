package dev.catenary.inference.training.cloud;

import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Cuts a cloud into zones with their margins; order within a zone is kept. */
final class ZoneCutter {
  /** A bit for each of nine squares, the one in the middle the zone's own: rows of three. */
  static final int ALL_AROUND = 0b111_111_111;

  private static final int SIDE_METRES = CloudPoints.ZONE_METRES;
  private static final int FIRST_CAPACITY = 4_096;

  private final CloudPoints cloud;
  private final Map<ZoneId, Cut> cuts = new LinkedHashMap<>();

  /** A zone that gathers. */
  private static final class Cut {
    final Zone zone;
    final int known;
    byte[] truth = new byte[FIRST_CAPACITY];

    Cut(ZoneId id, int known) {
      this.zone = new Zone(id, FIRST_CAPACITY);
      this.known = known;
    }

    boolean knows(int fromColumn, int fromRow) {
      return (known >> (3 * (fromRow + 1) + fromColumn + 1) & 1) == 1;
    }
  }

  ZoneCutter(CloudPoints cloud) {
    this.cloud = cloud;
  }

  /**
   * Cuts.
   *
   * @param known of which squares around a zone the points are known, as bits
   */
  List<LabelledZone> cut(ToIntFunction<ZoneId> known) {
    for (int i = 0; i < cloud.size; i++) {
      ZoneId id = id(square(cloud.eastingMetres[i]), square(cloud.northingMetres[i]));
      Cut cut = cuts.computeIfAbsent(id, key -> new Cut(key, known.applyAsInt(key)));
      append(cut.zone, i, id);
      if (cut.truth.length < cut.zone.size) {
        cut.truth = Arrays.copyOf(cut.truth, cut.zone.capacity());
      }
      cut.truth[cut.zone.size - 1] = cloud.truth[i];
    }
    for (int i = 0; i < cloud.size; i++) {
      addToMargins(i);
    }
    List<LabelledZone> labelled = new ArrayList<>();
    for (Cut cut : cuts.values()) {
      labelled.add(new LabelledZone(cut.zone, Arrays.copyOf(cut.truth, cut.zone.size)));
    }
    return labelled;
  }

  /** A point near a border, or near a corner, is in the margin of one zone, or of three. */
  private void addToMargins(int point) {
    int column = square(cloud.eastingMetres[point]);
    int row = square(cloud.northingMetres[point]);
    double x = cloud.eastingMetres[point] - (double) column * SIDE_METRES;
    double y = cloud.northingMetres[point] - (double) row * SIDE_METRES;
    for (int dr = first(y); dr <= last(y); dr++) {
      for (int dc = first(x); dc <= last(x); dc++) {
        ZoneId id = id(column + dc, row + dr);
        Cut cut = dc == 0 && dr == 0 ? null : cuts.get(id);
        if (cut != null && cut.knows(-dc, -dr)) {
          Zone margin = cut.zone.margin;
          if (margin == null) {
            margin = new Zone(id, FIRST_CAPACITY);
            cut.zone.margin = margin;
          }
          append(margin, point, id);
        }
      }
    }
  }

  private static int first(double metres) {
    return metres < Zone.MARGIN_METRES ? -1 : 0;
  }

  private static int last(double metres) {
    return metres >= SIDE_METRES - Zone.MARGIN_METRES ? 1 : 0;
  }

  private static int square(double metres) {
    return (int) Math.floor(metres / SIDE_METRES);
  }

  private static ZoneId id(int column, int row) {
    return new ZoneId("unknown", SIDE_METRES, column, row);
  }

  private void append(Zone zone, int point, ZoneId of) {
    int at = zone.size;
    zone.ensureCapacity(at + 1);
    zone.xMillimetres[at] = millimetres(cloud.eastingMetres[point] - of.originEastingMetres());
    zone.yMillimetres[at] = millimetres(cloud.northingMetres[point] - of.originNorthingMetres());
    zone.zMillimetres[at] = millimetres(cloud.heightMetres[point]);
    zone.intensity[at] = cloud.intensity[point];
    zone.lasReturns[at] = cloud.lasReturns[point];
    zone.size++;
  }

  private static int millimetres(double metres) {
    return (int) Math.floor(metres * 1e3 + 0.5);
  }
}
