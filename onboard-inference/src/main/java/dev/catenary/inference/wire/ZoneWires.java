package dev.catenary.inference.wire;

import dev.catenary.inference.wire.clearance.Clearance;
import dev.catenary.inference.wire.clearance.ClearanceRules;
import dev.catenary.inference.wire.clearance.SpanEnds;
import dev.catenary.inference.wire.finding.CellsAlong;
import dev.catenary.inference.wire.finding.ShownWire;
import dev.catenary.inference.wire.finding.WholeSpans;
import dev.catenary.inference.wire.finding.WireFinder;
import dev.catenary.inference.wire.finding.WireMemory;
import dev.catenary.inference.wire.finding.WireStage;
import dev.catenary.inference.wire.fitting.Catenary;
import dev.catenary.inference.wire.fitting.CatenaryFit;
import dev.catenary.inference.wire.fitting.WirePoints;
import dev.catenary.proto.zone.ClearanceFinding;
import dev.catenary.proto.zone.WireSpan;
import dev.catenary.proto.zone.Zone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Wires of a zone: its conductor points become wires, and the wires' distances from what is around
 * them become findings. One thread; reused from zone to zone.
 */
public final class ZoneWires {
  /** Supports stand so far beside a wire, or nearer. */
  private static final double SUPPORT_METRES = 4;

  /** Points farther to the side are of another wire. */
  private static final double BESIDE_METRES = 0.8;

  private static final double UP_METRES = 3;

  /** A short piece's curve may miss the rest of its wire by more, the farther it is carried on. */
  private static final double UP_PER_METRE = 0.06;

  private static final int CARRIED_ROUNDS = 2;
  private static final double LONGER_METRES = 32;

  private final WireStage stage = new WireStage();
  private final WireFinder finder = new WireFinder();
  private final SpanEnds ends = new SpanEnds();
  private final WirePoints own = new WirePoints();
  private final WirePoints ownSupports = new WirePoints();
  private final WirePoints all = new WirePoints();
  private final WirePoints around = new WirePoints();

  private final CellsAlong along = new CellsAlong();

  private final Clearance clearance;
  private final WireMemory memory;
  private final WholeSpans whole;
  private final String rulesVersion;

  /** Without other zones. */
  public ZoneWires(ClearanceRules rules) {
    this(rules, new SurveyMemory());
  }

  /**
   * @param rules for the line that is surveyed
   * @param memory shared by all that process zones of one survey
   */
  public ZoneWires(ClearanceRules rules, SurveyMemory memory) {
    clearance = new Clearance(rules, memory.obstacles(), memory.line());
    this.memory = memory.wires();
    whole = memory.spans();
    rulesVersion = rules.version();
  }

  /** Corrects the labels of a classified zone and sets its spans and findings. */
  public void process(Zone zone) {
    List<ShownWire> nearby = memory.wiresAround(zone.id, clearance.cellsAround(zone.id));
    List<CatenaryFit> wires = stage.process(zone, nearby);
    ends.gather(zone);
    own.clear();
    for (CatenaryFit wire : wires) {
      stage.addPointsOf(wire, own);
    }
    ownSupports.clear();
    ownSupports.addMoved(ends.supports(), 1, 0, 0);
    if (!wires.isEmpty() || !nearby.isEmpty()) {
      around.clear();
      List<CatenaryFit> lines = new ArrayList<>(wires);
      others(zone, wires, nearby).stream().filter(fit -> !fit.isWhole()).forEach(lines::add);
      along.mark(zone.id, lines, SpanEnds.LOOK_METRES, SUPPORT_METRES);
      memory.addAlong(zone.id, along, around, ends.supports());
      wires = wires.stream().map(this::acrossZones).toList();
    }
    memory.remember(zone.id, zone.firstSequence, own, ownSupports, wires);
    Clearance.Wires passing = new Clearance.Wires(wires, spans(zone, wires, 0));
    List<CatenaryFit> others = others(zone, wires, nearby);
    if (!others.isEmpty()) {
      others = others.stream().map(fit -> fit.isWhole() ? fit : ends.closed(fit)).toList();
    }
    Clearance.Wires beside = new Clearance.Wires(others, spans(zone, others, wires.size()));
    List<ClearanceFinding> findings =
        new ArrayList<>(clearance.findings(zone, passing, beside, nearby));
    lookAgain(zone, passing, findings);
    lookAgain(zone, beside, findings);
    zone.findings = List.copyOf(findings);
    zone.spans = found(zone, passing, beside);
    zone.rulesVersion = rulesVersion;
  }

  /** Along each span that is whole from this zone on, what earlier zones left open. */
  private void lookAgain(Zone zone, Clearance.Wires wires, List<ClearanceFinding> findings) {
    for (int i = 0; i < wires.fits().size(); i++) {
      CatenaryFit fit = wires.fits().get(i);
      if (fit.isWhole() && whole.isTeller(zone.id, zone.firstSequence, fit.wire())) {
        int number = i;
        along.mark(zone.id, List.of(fit), 0, clearance.besideMetres());
        memory.makeWhole(zone.id, along, fit);
        along.forEach(
            (column, row) ->
                findings.addAll(clearance.lookAgain(zone.id, column, row, wires, number)));
      }
    }
  }

  /**
   * Carries a wire on over what zones along it have shown; once more where its first curve was too
   * short to find its supports by.
   */
  private CatenaryFit acrossZones(CatenaryFit wire) {
    CatenaryFit longer = wire;
    CatenaryFit closed = wire;
    for (int round = 0; round < CARRIED_ROUNDS; round++) {
      all.clear();
      stage.addPointsOf(wire, all);
      Catenary limits = ends.limits(longer.wire());
      all.addBeside(around, limits, longer.wire(), BESIDE_METRES, UP_METRES, UP_PER_METRE);
      CatenaryFit next = all.size() > 0 ? finder.extend(all, longer) : longer;
      boolean isLonger = next.wire().lengthMetres() > longer.wire().lengthMetres() + LONGER_METRES;
      longer = next;
      closed = ends.closed(longer);
      if (closed.isWhole() || !isLonger) {
        break;
      }
    }
    return closed;
  }

  /** Wires of the zones around that are none of this zone's, each once: as it is longest. */
  private static List<CatenaryFit> others(
      Zone zone, List<CatenaryFit> wires, List<ShownWire> nearby) {
    if (nearby.isEmpty()) {
      return List.of();
    }
    List<ShownWire> known = new ArrayList<>();
    wires.forEach(fit -> known.add(new ShownWire(0, 0, fit)));
    double middle = zone.id.cellMetres() / 2.0;
    nearby.stream()
        .sorted(Comparator.comparingDouble(shown -> -shown.fit().wire().lengthMetres()))
        .forEach(
            shown -> {
              Catenary wire = shown.fit().wire();
              double at = wire.clamped(wire.along(middle, middle));
              if (known.stream().noneMatch(one -> one.isSame(shown, at))) {
                known.add(shown);
              }
            });
    return known.stream().skip(wires.size()).map(ShownWire::fit).toList();
  }

  /** The spans that pass, and those beside that something here is too near to. */
  private static List<WireSpan> found(Zone zone, Clearance.Wires passing, Clearance.Wires beside) {
    List<WireSpan> spans = new ArrayList<>(passing.spans());
    for (WireSpan span : beside.spans()) {
      if (zone.findings.stream().anyMatch(finding -> finding.span() == span.number())) {
        spans.add(span);
      }
    }
    return List.copyOf(spans);
  }

  private static List<WireSpan> spans(Zone zone, List<CatenaryFit> wires, int numbersBefore) {
    List<WireSpan> spans = new ArrayList<>();
    for (CatenaryFit wire : wires) {
      spans.add(span(zone, numbersBefore + spans.size() + 1, wire));
    }
    return spans;
  }

  private static WireSpan span(Zone zone, int number, CatenaryFit fit) {
    Catenary wire = fit.wire();
    return new WireSpan(
        number,
        zone.id.originEastingMetres() + wire.anchorX(),
        zone.id.originNorthingMetres() + wire.anchorY(),
        wire.headingX(),
        wire.headingY(),
        wire.height(),
        wire.slope(),
        wire.perMetre(),
        wire.from(),
        wire.to(),
        fit.fromSeen(),
        fit.toSeen(),
        wire.sagMetres(wire.from(), wire.to()),
        fit.points(),
        Math.max(fit.noiseAcrossMetres(), fit.noiseUpMetres()),
        Math.max(fit.errorUpMetres(wire.from()), fit.errorUpMetres(wire.to())));
  }
}
