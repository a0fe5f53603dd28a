package dev.catenary.inference.wire.clearance;

import dev.catenary.inference.wire.finding.ShownWire;
import dev.catenary.inference.wire.fitting.Catenary;
import dev.catenary.inference.wire.fitting.CatenaryFit;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.ClearanceFinding;
import dev.catenary.proto.zone.WireSpan;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the distances of vegetation, buildings and ground from wires, under the rules for the line:
 * for each wire, each rule and each of the three, the point that comes nearest. What stands beyond
 * the zone's border counts where the wire passes this zone, or one that has not shown it; a wire
 * beyond it counts where it is a violation. Along a span that has become whole here, what earlier
 * zones left open is looked at again.
 */
public final class Clearance {
  private static final List<ClassLabel> OBSTACLES =
      List.of(ClassLabel.VEGETATION, ClassLabel.BUILDING, ClassLabel.GROUND);

  /** Least swing to the side, for what is remembered at all. */
  private static final double SWING_METRES = 6;

  /** A wire's last point in a zone may be so far from the border that it goes on over. */
  private static final double BORDER_METRES = 1;

  /** Few wires hang deeper than this share of their span. */
  private static final double SAG_SHARE = 0.04;

  private final ClearanceRules rules;
  private final ObstacleMemory memory;
  private final LineObstacles line;
  private final double reachMetres;
  private final double longestMetres;
  private final Obstacles own = new Obstacles();
  private final Obstacles around = new Obstacles();
  private final Obstacles again = new Obstacles();
  private final ObstacleMemory.Places openVegetation = new ObstacleMemory.Places();
  private final ObstacleMemory.Places openBuildings = new ObstacleMemory.Places();

  /**
   * @param rules for the line that is surveyed
   */
  public Clearance(ClearanceRules rules, ObstacleMemory memory, LineObstacles line) {
    this.rules = rules;
    this.memory = memory;
    this.line = line;
    this.reachMetres =
        rules.rules().stream().mapToDouble(rule -> reach(rule, rules)).max().orElse(0);
    this.longestMetres = Math.max(SpanEnds.LONGEST_METRES, rules.longestSpanMetres());
  }

  /** Distance from a wire not yet known at which a rule may find something. */
  private static double reach(ClearanceRule rule, ClearanceRules rules) {
    double span = Math.max(rule.assumedSpanMetres(), rules.longestSpanMetres());
    double deepest = SAG_SHARE * span + rule.addedSagMetres();
    return Math.max(rule.vegetation().mostMetres(), rule.building().mostMetres())
        + Math.max(SWING_METRES, deepest * Math.sin(rule.swingRad()));
  }

  /** Number of zones that count to each side: as many as the rules reach over, at least one. */
  public int cellsAround(ZoneId id) {
    return Math.max(1, (int) Math.ceil(reachMetres / id.cellMetres()));
  }

  /** Distance beside a line within which its span, once whole, may find something. */
  public double besideMetres() {
    return reachMetres;
  }

  /** Wires, all in the zone's frame, and the spans that tell of them. */
  public record Wires(List<CatenaryFit> fits, List<WireSpan> spans) {
    boolean isEmpty() {
      return fits.isEmpty();
    }
  }

  private LoadedWire loaded(Wires wires, int i, ClearanceRule rule) {
    return new LoadedWire(
        wires.fits().get(i), wires.spans().get(i), rule, rules.longestSpanMetres(), longestMetres);
  }

  /**
   * The findings of a labelled zone.
   *
   * @param passing the wires that pass this zone
   * @param beside wires that pass its neighbours only
   * @param nearby all that the zones around have shown
   */
  public List<ClearanceFinding> findings(
      Zone zone, Wires passing, Wires beside, List<ShownWire> nearby) {
    List<ClearanceFinding> findings = new ArrayList<>();
    if (rules.rules().isEmpty()) {
      return findings;
    }
    int cells = cellsAround(zone.id);
    List<OwnStretch> stretches = new ArrayList<>();
    for (CatenaryFit fit : passing.fits()) {
      stretches.add(new OwnStretch(zone.id, cells, fit, nearby));
    }
    openVegetation.clear();
    openBuildings.clear();
    for (ClassLabel obstacle : OBSTACLES) {
      boolean reachesOver = obstacle != ClassLabel.GROUND;
      if (!reachesOver && passing.isEmpty()) {
        continue;
      }
      own.gather(zone, obstacle);
      if (reachesOver) {
        memory.remember(zone.id, obstacle, own.nearBorder(reachMetres(zone.id, passing, beside)));
        around.gatherAround(memory, zone.id, cells, obstacle);
        if (!passing.isEmpty() || !beside.isEmpty()) {
          keepOpen(obstacle, passing, beside, stretches);
        }
      }
      for (ClearanceRule rule : rules.rules()) {
        for (int i = 0; i < passing.fits().size(); i++) {
          LoadedWire wire = loaded(passing, i, rule);
          double required = wire.requiredMetres(obstacle);
          if (required > 0) {
            Obstacles.Nearest nearest = wire.nearest(own, required, null, false);
            if (reachesOver) {
              nearest = nearer(nearest, wire.nearest(around, required, stretches.get(i), true));
            }
            if (nearest != null && nearest.metres() < Math.max(LoadedWire.TOLD_METRES, required)) {
              findings.add(wire.finding(zone.id, obstacle, required, nearest, rules.version()));
            }
          }
        }
        for (int i = 0; reachesOver && i < beside.fits().size(); i++) {
          LoadedWire wire = loaded(beside, i, rule);
          double required = wire.requiredMetres(obstacle);
          Obstacles.Nearest nearest =
              required > 0 ? wire.nearest(own, required, null, false) : null;
          if (nearest != null && nearest.metres() < required) {
            findings.add(wire.finding(zone.id, obstacle, required, nearest, rules.version()));
          }
        }
      }
    }
    line.remember(zone.id, openVegetation, openBuildings, hasOpenViolation(findings));
    return findings;
  }

  private static boolean hasOpenViolation(List<ClearanceFinding> findings) {
    for (ClearanceFinding finding : findings) {
      if (finding.isViolation() && finding.loading().endUnseen()) {
        return true;
      }
    }
    return false;
  }

  /** Keeps what spans that are not whole yet could come too near to when they are. */
  private void keepOpen(
      ClassLabel obstacle, Wires passing, Wires beside, List<OwnStretch> stretches) {
    ObstacleMemory.Places places = obstacle == ClassLabel.BUILDING ? openBuildings : openVegetation;
    List<LoadedWire> open = new ArrayList<>();
    List<LoadedWire> openPassing = new ArrayList<>();
    List<OwnStretch> openStretches = new ArrayList<>();
    double required = 0;
    for (ClearanceRule rule : rules.rules()) {
      DistanceTable table = obstacle == ClassLabel.BUILDING ? rule.building() : rule.vegetation();
      required = Math.max(required, table.mostMetres());
      for (int i = 0; table.mostMetres() > 0 && i < passing.fits().size(); i++) {
        LoadedWire wire = loaded(passing, i, rule);
        if (!wire.isWhole()) {
          open.add(wire);
          openPassing.add(wire);
          openStretches.add(stretches.get(i));
        }
      }
      for (int i = 0; table.mostMetres() > 0 && i < beside.fits().size(); i++) {
        LoadedWire wire = loaded(beside, i, rule);
        if (!wire.isWhole()) {
          open.add(wire);
        }
      }
    }
    double most = required;
    if (!open.isEmpty()) {
      own.addNearest((x, y, z) -> openMetres(open, null, most, x, y, z), places);
    }
    if (!openPassing.isEmpty()) {
      around.addNearest((x, y, z) -> openMetres(openPassing, openStretches, most, x, y, z), places);
    }
  }

  private static double openMetres(
      List<LoadedWire> wires,
      @Nullable List<OwnStretch> stretches,
      double required,
      double x,
      double y,
      double z) {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < wires.size(); i++) {
      LoadedWire loaded = wires.get(i);
      Catenary wire = loaded.wire();
      if (loaded.couldReach(required, x, y, z)
          && (stretches == null || stretches.get(i).holds(wire.clamped(wire.along(x, y))))) {
        least = Math.min(least, wire.distance(x, y, z));
      }
    }
    return least;
  }

  /**
   * The findings along a span that this zone has made whole, of what one earlier zone left open:
   * violations, and where that zone told one of which a support was not seen, whatever there is.
   *
   * @param number of the span among the wires, from 0
   */
  public List<ClearanceFinding> lookAgain(
      ZoneId id, int columns, int rows, Wires wires, int number) {
    List<ClearanceFinding> findings = new ArrayList<>();
    boolean told = line.hasTold(id, columns, rows);
    for (ClassLabel obstacle : OBSTACLES) {
      if (obstacle == ClassLabel.GROUND || !again.gatherOpen(line, id, columns, rows, obstacle)) {
        continue;
      }
      for (ClearanceRule rule : rules.rules()) {
        LoadedWire wire = loaded(wires, number, rule);
        double required = wire.requiredMetres(obstacle);
        Obstacles.Nearest nearest =
            required > 0 ? wire.nearest(again, required, null, false) : null;
        if (nearest != null && (nearest.metres() < required || told)) {
          findings.add(wire.finding(id, obstacle, required, nearest, rules.version()));
        }
      }
    }
    return findings;
  }

  /**
   * Distance from its border within which a zone's obstacles count for others: all, where a wire is
   * hidden.
   */
  private double reachMetres(ZoneId id, Wires passing, Wires beside) {
    for (int i = 0; i < passing.fits().size(); i++) {
      Catenary wire = passing.fits().get(i).wire();
      WireSpan span = passing.spans().get(i);
      if ((!span.fromSeen() && isInside(wire, wire.from(), id.cellMetres()))
          || (!span.toSeen() && isInside(wire, wire.to(), id.cellMetres()))) {
        return id.cellMetres();
      }
    }
    for (CatenaryFit fit : beside.fits()) {
      if (leadsInto(fit.wire(), id.cellMetres())) {
        return id.cellMetres();
      }
    }
    return reachMetres;
  }

  /** Tests whether a wire beside, carried on by a zone's side, passes the zone at hand. */
  private static boolean leadsInto(Catenary wire, double cellMetres) {
    for (double at = wire.from() - cellMetres; at < wire.to() + cellMetres; at++) {
      if (isInside(wire, at, cellMetres)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInside(Catenary wire, double along, double cellMetres) {
    double east = wire.x(along);
    double north = wire.y(along);
    return Math.min(east, north) > BORDER_METRES
        && Math.max(east, north) < cellMetres - BORDER_METRES;
  }

  private static Obstacles.@Nullable Nearest nearer(
      Obstacles.@Nullable Nearest one, Obstacles.@Nullable Nearest other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.metres() < one.metres() ? other : one;
  }
}
