package dev.catenary.inference.wire.finding;

import dev.catenary.inference.wire.fitting.Catenary;
import dev.catenary.inference.wire.fitting.CatenaryFit;
import dev.catenary.inference.wire.fitting.CatenaryFitter;
import dev.catenary.inference.wire.fitting.WirePoints;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks for the wires that run beside a known one and that the classifier has not seen. Wires of a
 * line hang alike: seen along the known wire, its neighbours are small spots that are filled over
 * many metres with nothing around them, while a tree or a roof is a large one.
 *
 * <p>The view has cells of 0.3 m, to the side and up from the known wire; each holds one bit for
 * each metre along. Reused.
 */
final class ParallelSearch {
  private static final double CELL_METRES = 0.3;
  private static final int ACROSS_CELLS = 120;
  private static final int UP_CELLS = 160;
  private static final int BITS = 64;
  private static final int METRES_MIN = 6;
  private static final double FREE_SHARE = 0.45;
  private static final double HEIGHT_MIN_METRES = 3.5;
  private static final double GATE_METRES = 0.45;
  private static final int WIRES_MAX = 32;

  private final long[] cells = new long[ACROSS_CELLS * UP_CELLS];
  private final CatenaryFitter fitter = new CatenaryFitter();
  private final WirePoints points = new WirePoints();
  private int[] members = new int[256];
  private double firstAlong;

  /** Wires parallel to the known one, not yet judged. */
  List<CatenaryFit> beside(Zone zone, Catenary known, WireColumns columns) {
    gather(zone, known, columns);
    List<CatenaryFit> wires = new ArrayList<>();
    while (wires.size() < WIRES_MAX) {
      int best = -1;
      int most = METRES_MIN - 1;
      for (int up = 4; up < UP_CELLS - 5; up++) {
        for (int across = 4; across < ACROSS_CELLS - 5; across++) {
          int at = up * ACROSS_CELLS + across;
          if (cells[at] != 0) {
            int metres = metres(at);
            if (metres > most) {
              most = metres;
              best = at;
            }
          }
        }
      }
      if (best < 0) {
        return wires;
      }
      CatenaryFit wire = fit(known, best);
      if (wire != null) {
        wires.add(wire);
      }
      clear(best);
    }
    return wires;
  }

  /** Metres along which a spot of two cells by two is filled and the ring around it is not. */
  private int metres(int at) {
    long filled =
        cells[at] | cells[at + 1] | cells[at + ACROSS_CELLS] | cells[at + ACROSS_CELLS + 1];
    if (Long.bitCount(filled) < METRES_MIN) {
      return 0;
    }
    long ring = 0;
    for (int step = -3; step <= 4; step++) {
      ring |= cells[at - 3 * ACROSS_CELLS + step] | cells[at + 4 * ACROSS_CELLS + step];
      ring |= cells[at + step * ACROSS_CELLS - 3] | cells[at + step * ACROSS_CELLS + 4];
    }
    int free = Long.bitCount(filled & ~ring);
    return free >= FREE_SHARE * Long.bitCount(filled) ? free : 0;
  }

  private void clear(int at) {
    for (int up = -1; up <= 2; up++) {
      for (int across = -1; across <= 2; across++) {
        cells[at + up * ACROSS_CELLS + across] = 0;
      }
    }
  }

  private void gather(Zone zone, Catenary known, WireColumns columns) {
    Arrays.fill(cells, 0);
    points.clear();
    firstAlong = Double.MAX_VALUE;
    double side = zone.id.cellMetres();
    for (int corner = 0; corner < 4; corner++) {
      double along = known.along((corner & 1) * side, (corner >> 1) * side);
      firstAlong = Math.min(firstAlong, along);
    }
    double widest = ACROSS_CELLS / 2.0 * CELL_METRES;
    for (int i = 0; i < zone.size; i++) {
      if (zone.label[i] == ClassLabel.GROUND.lasCode()
          || zone.label[i] == ClassLabel.CONDUCTOR.lasCode()) {
        continue;
      }
      double x = zone.xMillimetres[i] / 1e3;
      double y = zone.yMillimetres[i] / 1e3;
      double across = known.across(x, y);
      double z = zone.zMillimetres[i] / 1e3;
      if (Math.abs(across) >= widest || z - columns.groundMetres(x, y) < HEIGHT_MIN_METRES) {
        continue;
      }
      int cell = cell(known, x, y, z);
      if (cell >= 0) {
        cells[cell] |= 1L << Math.clamp((int) (known.along(x, y) - firstAlong), 0, BITS - 1);
        points.add(x, y, z, i);
      }
    }
    if (members.length < points.size()) {
      members = new int[points.size() * 2];
    }
  }

  private static int cell(Catenary known, double x, double y, double z) {
    double up = z - known.z(known.along(x, y));
    int column = (int) Math.floor(known.across(x, y) / CELL_METRES) + ACROSS_CELLS / 2;
    int row = (int) Math.floor(up / CELL_METRES) + UP_CELLS / 2;
    return row < 0 || row >= UP_CELLS || column < 0 || column >= ACROSS_CELLS
        ? -1
        : row * ACROSS_CELLS + column;
  }

  private @org.jspecify.annotations.Nullable CatenaryFit fit(Catenary known, int cell) {
    double across = (cell % ACROSS_CELLS + 1 - ACROSS_CELLS / 2) * CELL_METRES;
    double up = (cell / ACROSS_CELLS + 1 - UP_CELLS / 2) * CELL_METRES;
    Catenary guess = known.moved(across * known.headingY(), -across * known.headingX(), up);
    int count = 0;
    for (int p = 0; p < points.size(); p++) {
      double x = points.x[p];
      double y = points.y[p];
      if (Math.abs(guess.across(x, y)) <= GATE_METRES
          && Math.abs(points.z[p] - guess.z(guess.along(x, y))) <= GATE_METRES) {
        members[count++] = p;
      }
    }
    return fitter.fit(points, members, count, guess, GATE_METRES);
  }
}
