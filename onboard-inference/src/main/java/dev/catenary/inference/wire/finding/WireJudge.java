package dev.catenary.inference.wire.finding;

import dev.catenary.inference.wire.fitting.Catenary;
import dev.catenary.inference.wire.fitting.CatenaryFit;
import dev.catenary.proto.zone.Zone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tells wires from what looks like one. A wire is thin, high up, seen along much of its length, and
 * has nothing around it for most of that. The top of a fence or a rail is low, the edge of a roof
 * has its roof beside it, a branch its leaves, a handrail its deck. A wire through a crown is told
 * from a branch by what is free of it on both sides, or by the wire of a zone beside that it goes
 * on from.
 */
final class WireJudge {
  private static final double HEIGHT_MIN_METRES = 3.5;
  private static final double LENGTH_MIN_METRES = 4;
  private static final double NOISE_MAX_METRES = 0.15;
  private static final double PER_METRE_MAX = 0.06;

  /** A piece this short must be more like a wire than a long one. */
  private static final double SHORT_METRES = 12;

  private static final double SHORT_NOISE_METRES = 0.1;
  private static final double SHORT_STEEPEST = 0.3;
  private static final double SHORT_FREE_SHARE = 0.7;
  private static final double SEEN_SHARE_MIN = 0.25;
  private static final double FREE_SHARE_MIN = 0.5;
  private static final double AROUND_METRES = 0.8;
  private static final double AROUND_FROM_METRES = 0.3;
  private static final double BIN_METRES = 0.5;

  /**
   * Length of a wire in the open, in bins, that is enough where it plainly goes on behind what
   * crowds it.
   */
  private static final int RUN_BINS = 7;

  private static final int OTHER_SIDE_BINS = 3;

  /** From a wire of a zone beside to the line that may be more of it. */
  private static final double GAP_METRES = 10;

  private int[] on = new int[256];
  private int[] around = new int[256];

  /** Verdict on a found line. */
  enum Verdict {
    WIRE,
    /** Too little is seen of it, as where a wire cuts a zone's corner. */
    OPEN,
    NO_WIRE
  }

  /**
   * Of each found line what it is; the columns are marked with all of them.
   *
   * @param shown wires of the zones around
   */
  List<Verdict> judge(
      Zone zone, List<CatenaryFit> found, WireColumns columns, List<ShownWire> shown) {
    int[] first = new int[found.size() + 1];
    for (int i = 0; i < found.size(); i++) {
      first[i + 1] = first[i] + bins(found.get(i).wire());
    }
    int all = first[found.size()];
    if (on.length < all) {
      on = new int[all * 2];
      around = new int[all * 2];
    }
    Arrays.fill(on, 0, all, 0);
    Arrays.fill(around, 0, all, 0);
    columns.wires(found);
    for (int point = 0; point < zone.size; point++) {
      if (columns.mayBeNear(zone, point)) {
        count(zone, point, found, first);
      }
    }
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      verdicts.add(verdict(found.get(i), columns, shown, first[i], first[i + 1]));
    }
    return verdicts;
  }

  private static int bins(Catenary wire) {
    return (int) (wire.lengthMetres() / BIN_METRES) + 1;
  }

  private void count(Zone zone, int point, List<CatenaryFit> found, int[] first) {
    double x = zone.xMillimetres[point] / 1e3;
    double y = zone.yMillimetres[point] / 1e3;
    double z = zone.zMillimetres[point] / 1e3;
    boolean taken = false;
    for (int i = 0; i < found.size(); i++) {
      Catenary wire = found.get(i).wire();
      double off = offMetres(wire, x, y, z);
      if (off <= AROUND_FROM_METRES) {
        on[bin(wire, x, y, first[i])]++;
        taken = true;
      }
    }
    for (int i = 0; i < found.size() && !taken; i++) {
      Catenary wire = found.get(i).wire();
      if (offMetres(wire, x, y, z) <= AROUND_METRES) {
        around[bin(wire, x, y, first[i])]++;
      }
    }
  }

  /** Distance to the side and up; very large beyond the ends. */
  private static double offMetres(Catenary wire, double x, double y, double z) {
    double across = Math.abs(wire.across(x, y));
    double along = wire.along(x, y);
    if (across > AROUND_METRES || along < wire.from() || along > wire.to()) {
      return Double.MAX_VALUE;
    }
    return Math.hypot(across, z - wire.z(along));
  }

  private static int bin(Catenary wire, double x, double y, int first) {
    return first + (int) ((wire.along(x, y) - wire.from()) / BIN_METRES);
  }

  private Verdict verdict(
      CatenaryFit fit, WireColumns columns, List<ShownWire> shown, int from, int to) {
    Catenary wire = fit.wire();
    int seen = 0;
    int free = 0;
    int high = 0;
    OpenRuns runs = new OpenRuns();
    for (int bin = from; bin < to; bin++) {
      runs.next(on[bin] > 0, around[bin] > 0);
      if (on[bin] > 0) {
        double along = wire.from() + (bin - from + 0.5) * BIN_METRES;
        double above = wire.z(along) - columns.groundMetres(wire.x(along), wire.y(along));
        seen++;
        high += above >= HEIGHT_MIN_METRES ? 1 : 0;
        free += around[bin] * 3 <= on[bin] ? 1 : 0;
      }
    }
    runs.end();
    boolean isShort = wire.lengthMetres() < SHORT_METRES;
    double noise = Math.max(fit.noiseAcrossMetres(), fit.noiseUpMetres());
    boolean crooked =
        wire.lengthMetres() >= LENGTH_MIN_METRES
            && isShort
            && (noise > SHORT_NOISE_METRES || Math.abs(wire.slope()) > SHORT_STEEPEST);
    double freeMin = isShort ? SHORT_FREE_SHARE : FREE_SHARE_MIN;
    boolean more = runs.longest() >= RUN_BINS && isMoreOf(shown, fit);
    boolean through = runs.longest() >= RUN_BINS && runs.second() >= OTHER_SIDE_BINS;
    boolean crowded = free < freeMin * seen && !through;
    if (high * 2 <= seen || ((crooked || crowded) && !more)) {
      return Verdict.NO_WIRE;
    }
    boolean known =
        wire.lengthMetres() >= LENGTH_MIN_METRES
            && wire.perMetre() <= PER_METRE_MAX
            && noise <= NOISE_MAX_METRES
            && seen >= SEEN_SHARE_MIN * (to - from);
    return known ? Verdict.WIRE : Verdict.OPEN;
  }

  /** Tests whether a line lies where a wire of a zone beside goes on. */
  private static boolean isMoreOf(List<ShownWire> shown, CatenaryFit line) {
    double beyond = line.wire().lengthMetres() + GAP_METRES;
    for (ShownWire one : shown) {
      if (one.fit().meets(line, line.wire().from(), beyond)
          && one.fit().meets(line, line.wire().to(), beyond)) {
        return true;
      }
    }
    return false;
  }
}
