package dev.catenary.inference.voxel;

import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.Arrays;

/**
 * A zone and its margin as one cloud, of which features are computed, so that a tree, a roof or a
 * wire that the border cuts looks as it does elsewhere. The zone's own points come first, in their
 * order, and so do their cubes: the border lies on whole metres and cuts none. Reused from zone to
 * zone; grows to the largest and keeps only what features need.
 */
public final class WideZone {
  private static final int MARGIN_MILLIMETRES = Zone.MARGIN_METRES * 1_000;

  private Zone wide = empty(1);

  /**
   * Takes both over.
   *
   * @return the cloud, a zone whose square is wider by the margin on all sides; good until the next
   *     call
   */
  public Zone of(Zone zone) {
    int side = zone.id.cellMetres() + 2 * Zone.MARGIN_METRES;
    if (wide.id.cellMetres() != side) {
      wide = empty(side);
    }
    Zone margin = zone.margin;
    makeRoom(margin == null ? zone.size : zone.size + margin.size);
    wide.size = 0;
    append(zone);
    if (margin != null) {
      append(margin);
    }
    return wide;
  }

  private void append(Zone from) {
    int at = wide.size;
    for (int i = 0; i < from.size; i++) {
      wide.xMillimetres[at + i] = from.xMillimetres[i] + MARGIN_MILLIMETRES;
      wide.yMillimetres[at + i] = from.yMillimetres[i] + MARGIN_MILLIMETRES;
    }
    System.arraycopy(from.zMillimetres, 0, wide.zMillimetres, at, from.size);
    System.arraycopy(from.intensity, 0, wide.intensity, at, from.size);
    System.arraycopy(from.lasReturns, 0, wide.lasReturns, at, from.size);
    wide.size = at + from.size;
  }

  /** Only the arrays that are used: half of what a zone takes. */
  private void makeRoom(int points) {
    if (wide.xMillimetres.length < points) {
      int room = points + points / 4;
      wide.xMillimetres = new int[room];
      wide.yMillimetres = new int[room];
      wide.zMillimetres = new int[room];
      wide.intensity = Arrays.copyOf(wide.intensity, room);
      wide.lasReturns = Arrays.copyOf(wide.lasReturns, room);
    }
  }

  private static Zone empty(int sideMetres) {
    return new Zone(new ZoneId("none", sideMetres, 0, 0), 0);
  }
}
