package dev.catenary.inference.wire;

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
  /** How many zones to each side may hold more of a span. */
  private static final int AROUND_CELLS = 4;

  /** Points farther to the side are of another wire. */
  private static final double BESIDE_METRES = 0.8;

  private static final double UP_METRES = 3;

  private final WireStage stage = new WireStage();
  private final WireFinder finder = new WireFinder();
  private final SpanEnds ends = new SpanEnds();
  private final WirePoints own = new WirePoints();
  private final WirePoints ownSupports = new WirePoints();
  private final WirePoints all = new WirePoints();
  private final WirePoints around = new WirePoints();

  private final Clearance clearance;
  private final WireMemory memory;
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
    clearance = new Clearance(rules, memory.obstacles());
    this.memory = memory.wires();
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
    ownSupports.addMoved(ends.supports(), 0, 0);
    if (!wires.isEmpty() || !nearby.isEmpty()) {
      around.clear();
      memory.addAround(zone.id, AROUND_CELLS, around, ends.supports());
      wires = wires.stream().map(this::acrossZones).toList();
    }
    memory.remember(zone.id, zone.firstSequence, own, ownSupports, wires);
    Clearance.Wires passing = new Clearance.Wires(wires, spans(zone, wires, 0));
    List<CatenaryFit> others = others(zone, wires, nearby);
    Clearance.Wires beside = new Clearance.Wires(others, spans(zone, others, wires.size()));
    zone.findings = List.copyOf(clearance.findings(zone, passing, beside, nearby));
    zone.spans = found(zone, passing, beside);
    zone.rulesVersion = rulesVersion;
  }

  /** Carries a wire on over what zones around have shown. */
  private CatenaryFit acrossZones(CatenaryFit wire) {
    Catenary between = ends.limits(wire.wire());
    all.clear();
    stage.addPointsOf(wire, all);
    all.addBeside(around, between, BESIDE_METRES, UP_METRES);
    CatenaryFit whole = all.size() > 0 ? finder.extend(all, wire) : wire;
    return whole.with(cut(whole.wire(), ends.limits(whole.wire())));
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

  /** A wire fits a little beyond its support, where it is the next span's already. */
  private static Catenary cut(Catenary wire, Catenary between) {
    double from = Math.max(wire.from(), between.from());
    double to = Math.min(wire.to(), between.to());
    return from < to ? wire.between(from, to) : wire;
  }

  private List<WireSpan> spans(Zone zone, List<CatenaryFit> wires, int numbersBefore) {
    List<WireSpan> spans = new ArrayList<>();
    for (CatenaryFit wire : wires) {
      spans.add(span(zone, numbersBefore + spans.size() + 1, wire));
    }
    return spans;
  }

  private WireSpan span(Zone zone, int number, CatenaryFit fit) {
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
        ends.isSupport(wire, wire.from()),
        ends.isSupport(wire, wire.to()),
        wire.sagMetres(wire.from(), wire.to()),
        fit.points(),
        Math.max(fit.noiseAcrossMetres(), fit.noiseUpMetres()),
        Math.max(fit.errorUpMetres(wire.from()), fit.errorUpMetres(wire.to())));
  }
}
