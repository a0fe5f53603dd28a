package dev.catenary.inference.wire.finding;

import dev.catenary.inference.wire.finding.WireJudge.Verdict;
import dev.catenary.inference.wire.fitting.Catenary;
import dev.catenary.inference.wire.fitting.CatenaryFit;
import dev.catenary.inference.wire.fitting.WirePoints;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes wires of a zone's conductor labels: fits them, completes the labels along them, and takes
 * the label from what is no wire. Reused from zone to zone by one thread.
 */
public final class WireStage {
  private static final int CANDIDATES_MAX = 4_000;
  private static final int CANDIDATES_MIN = 6;

  /** Distance from a wire within which a point is the wire, unless it is a twig's. */
  public static final double ON_WIRE_METRES = CatenaryFit.OWN_MAX_METRES;

  /** Vegetation so near to a wire makes a twig of what is nearer still. */
  private static final double TWIG_METRES = 1;

  private static final double NEAR_WIRE_METRES = 0.8;
  private static final double BEYOND_END_METRES = 1;
  private static final double REFERENCE_MIN_METRES = 8;
  private static final double OTHER_HEIGHT_METRES = 4;
  private static final int REFERENCES_MAX = 4;
  private static final double THINNED_METRES = 0.25;
  private static final byte ON_WIRE = (byte) 230;
  private static final byte OFF_WIRE = (byte) 77;

  /** A label this sure is kept, also on what does not hang as a wire does. */
  private static final int SURE = 230;

  private final WirePoints candidates = new WirePoints();
  private final WireFinder finder = new WireFinder();
  private final WireJudge judge = new WireJudge();
  private final ParallelSearch search = new ParallelSearch();
  private final WireColumns columns = new WireColumns();
  private final TwigCubes twigs = new TwigCubes();
  private final NearSteel steel = new NearSteel();

  /**
   * Sets labels of the zone's points; returns its wires, in the zone's own frame.
   *
   * @param shown wires of the zones around, in that frame too
   */
  public List<CatenaryFit> process(Zone zone, List<ShownWire> shown) {
    int conductors = gather(zone);
    if (conductors < CANDIDATES_MIN) {
      return List.of();
    }
    columns.ground(zone);
    List<CatenaryFit> found = finder.find(candidates);
    List<Verdict> verdicts = judge.judge(zone, found, columns, shown);
    List<CatenaryFit> references = references(of(found, verdicts, Verdict.WIRE));
    if (!references.isEmpty()) {
      found = new ArrayList<>(found);
      for (CatenaryFit reference : references) {
        found.addAll(search.beside(zone, reference.wire(), columns));
      }
      verdicts = judge.judge(zone, found, columns, shown);
    }
    List<CatenaryFit> wires = of(found, verdicts, Verdict.WIRE);
    label(zone, wires, of(found, verdicts, Verdict.NO_WIRE));
    if (!wires.isEmpty()) {
      // What was found beside a known wire has its points only now.
      gather(zone);
    }
    return wires;
  }

  /** A few points a metre of a wire that was found here, added to others. */
  public void addPointsOf(CatenaryFit fit, WirePoints into) {
    Catenary wire = fit.wire();
    boolean[] taken = new boolean[(int) (wire.lengthMetres() / THINNED_METRES) + 1];
    double gate = WireFinder.gate(fit);
    for (int i = 0; i < candidates.size(); i++) {
      double x = candidates.x[i];
      double y = candidates.y[i];
      double along = wire.along(x, y);
      int bin = (int) ((along - wire.from()) / THINNED_METRES);
      if (along >= wire.from()
          && along <= wire.to()
          && !taken[bin]
          && Math.hypot(wire.across(x, y), candidates.z[i] - wire.z(along)) <= gate) {
        taken[bin] = true;
        into.add(x, y, candidates.z[i], candidates.source[i]);
      }
    }
  }

  private static List<CatenaryFit> of(
      List<CatenaryFit> found, List<Verdict> verdicts, Verdict wanted) {
    List<CatenaryFit> chosen = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      if (verdicts.get(i) == wanted) {
        chosen.add(found.get(i));
      }
    }
    return chosen;
  }

  /** The longest wires at heights of their own: those far above or below hang differently. */
  private static List<CatenaryFit> references(List<CatenaryFit> wires) {
    List<CatenaryFit> chosen = new ArrayList<>();
    wires.stream()
        .sorted(Comparator.comparingDouble(fit -> -fit.wire().lengthMetres()))
        .filter(fit -> fit.wire().lengthMetres() >= REFERENCE_MIN_METRES)
        .forEach(
            fit -> {
              boolean other =
                  chosen.stream()
                      .allMatch(
                          one ->
                              Math.abs(one.wire().height() - fit.wire().height())
                                  > OTHER_HEIGHT_METRES);
              if (other && chosen.size() < REFERENCES_MAX) {
                chosen.add(fit);
              }
            });
    return chosen;
  }

  /** Every n-th conductor point, so that there are no more than are needed. */
  private int gather(Zone zone) {
    candidates.clear();
    int conductors = 0;
    for (int i = 0; i < zone.size; i++) {
      conductors += zone.label[i] == ClassLabel.CONDUCTOR.lasCode() ? 1 : 0;
    }
    int stride = conductors / CANDIDATES_MAX + 1;
    int seen = 0;
    for (int i = 0; i < zone.size; i++) {
      if (zone.label[i] == ClassLabel.CONDUCTOR.lasCode() && seen++ % stride == 0) {
        candidates.add(
            zone.xMillimetres[i] / 1e3, zone.yMillimetres[i] / 1e3, zone.zMillimetres[i] / 1e3, i);
      }
    }
    return conductors;
  }

  private void label(Zone zone, List<CatenaryFit> wires, List<CatenaryFit> noWires) {
    columns.wires(wires);
    markTwigs(zone, wires);
    steel.fill(zone);
    for (int i = 0; i < zone.size; i++) {
      boolean conductor = zone.label[i] == ClassLabel.CONDUCTOR.lasCode();
      if (!conductor && !columns.mayBeNear(zone, i)) {
        continue;
      }
      double x = zone.xMillimetres[i] / 1e3;
      double y = zone.yMillimetres[i] / 1e3;
      double z = zone.zMillimetres[i] / 1e3;
      if (isWithin(wires, x, y, z, ON_WIRE_METRES)) {
        if (zone.label[i] != ClassLabel.TOWER.lasCode() && !isTwig(zone, i, wires)) {
          zone.label[i] = ClassLabel.CONDUCTOR.lasCode();
          zone.confidence[i] = ON_WIRE;
        }
      } else if (conductor
          && (zone.confidence[i] & 0xFF) < SURE
          && !isWithin(wires, x, y, z, NEAR_WIRE_METRES)
          && isWithin(noWires, x, y, z, ON_WIRE_METRES)
          && !steel.is(x, y, z)) {
        zone.label[i] = ClassLabel.UNCLASSIFIED.lasCode();
        zone.confidence[i] = OFF_WIRE;
      }
    }
  }

  private void markTwigs(Zone zone, List<CatenaryFit> wires) {
    twigs.clear();
    for (int i = 0; i < zone.size; i++) {
      if (zone.label[i] == ClassLabel.VEGETATION.lasCode() && columns.mayBeNear(zone, i)) {
        double x = zone.xMillimetres[i] / 1e3;
        double y = zone.yMillimetres[i] / 1e3;
        double z = zone.zMillimetres[i] / 1e3;
        if (isWithin(wires, x, y, z, TWIG_METRES) && !isWithin(wires, x, y, z, ON_WIRE_METRES)) {
          twigs.mark(zone.xMillimetres[i], zone.yMillimetres[i], zone.zMillimetres[i]);
        }
      }
    }
  }

  /** Vegetation that touches a wire: farther from it than its own points, and not alone. */
  private boolean isTwig(Zone zone, int i, List<CatenaryFit> wires) {
    if (zone.label[i] != ClassLabel.VEGETATION.lasCode()
        || !twigs.isBeside(zone.xMillimetres[i], zone.yMillimetres[i], zone.zMillimetres[i])) {
      return false;
    }
    double x = zone.xMillimetres[i] / 1e3;
    double y = zone.yMillimetres[i] / 1e3;
    double z = zone.zMillimetres[i] / 1e3;
    for (CatenaryFit fit : wires) {
      if (fit.wire().distance(x, y, z) <= fit.ownMetres()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWithin(
      List<CatenaryFit> wires, double x, double y, double z, double metres) {
    for (CatenaryFit fit : wires) {
      Catenary wire = fit.wire();
      double along = wire.along(x, y);
      if (Math.abs(wire.across(x, y)) <= metres
          && along >= wire.from() - BEYOND_END_METRES
          && along <= wire.to() + BEYOND_END_METRES
          && Math.hypot(wire.across(x, y), z - wire.z(along)) <= metres) {
        return true;
      }
    }
    return false;
  }
}
