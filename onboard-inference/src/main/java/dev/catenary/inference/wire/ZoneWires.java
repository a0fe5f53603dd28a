package dev.catenary.inference.wire;

import dev.catenary.proto.zone.WireSpan;
import dev.catenary.proto.zone.Zone;
import java.util.ArrayList;
import java.util.List;

/**
 * What a zone's labels become: its conductor points become wires, and the wires' distances from
 * what is around them become findings. One thread; reused from zone to zone.
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
  private final WirePoints all = new WirePoints();
  private final WirePoints around = new WirePoints();
  private final Clearance clearance;
  private final WireMemory memory;
  private final String rulesVersion;

  /** Without other zones. */
  public ZoneWires(ClearanceRules rules) {
    this(rules, new WireMemory());
  }

  /**
   * @param rules for the line that is surveyed
   * @param memory shared by all that process zones of one survey
   */
  public ZoneWires(ClearanceRules rules, WireMemory memory) {
    clearance = new Clearance(rules);
    this.memory = memory;
    rulesVersion = rules.version();
  }

  /** Corrects the labels of a classified zone and sets its spans and findings. */
  public void process(Zone zone) {
    List<CatenaryFit> wires = stage.process(zone);
    ends.gather(zone);
    if (!wires.isEmpty() || ends.supports().size() > 0) {
      wires = acrossZones(zone, wires);
    }
    List<WireSpan> spans = new ArrayList<>();
    for (int i = 0; i < wires.size(); i++) {
      spans.add(span(zone, i + 1, wires.get(i)));
    }
    zone.spans = List.copyOf(spans);
    zone.findings = List.copyOf(clearance.findings(zone, wires, zone.spans));
    zone.rulesVersion = rulesVersion;
  }

  /** Carries each wire on over what zones around have shown, and remembers what this one shows. */
  private List<CatenaryFit> acrossZones(Zone zone, List<CatenaryFit> wires) {
    own.clear();
    for (CatenaryFit wire : wires) {
      stage.addPointsOf(wire, own);
    }
    memory.remember(zone.id, own, ends.supports());
    around.clear();
    memory.addAround(zone.id, AROUND_CELLS, around, ends.supports());
    List<CatenaryFit> longer = new ArrayList<>();
    for (CatenaryFit wire : wires) {
      Catenary between = ends.limits(wire.wire());
      all.clear();
      stage.addPointsOf(wire, all);
      all.addBeside(around, between, BESIDE_METRES, UP_METRES);
      CatenaryFit whole = all.size() > 0 ? finder.extend(all, wire) : wire;
      longer.add(whole.with(cut(whole.wire(), ends.limits(whole.wire()))));
    }
    return longer;
  }

  /** A wire fits a little beyond its support, where it is the next span's already. */
  private static Catenary cut(Catenary wire, Catenary between) {
    double from = Math.max(wire.from(), between.from());
    double to = Math.min(wire.to(), between.to());
    return from < to ? wire.between(from, to) : wire;
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
