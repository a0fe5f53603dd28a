package dev.catenary.device.place;

import dev.catenary.proto.message.Finding;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.zone.WireSpan;
import dev.catenary.uplink.chunk.SpanMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Violations told of a span of which a support was not seen, and withdrawn since: the span was seen
 * whole later, what comes near it was looked at again, and the finding of the whole span holds.
 */
final class Withdrawn {
  private static final double ACROSS_METRES = 0.8;
  private static final double BEYOND_METRES = 2;

  /** A finding of the whole span speaks for what lies so near to it. */
  private static final double SAME_METRES = 48;

  private final List<Seen> whole = new ArrayList<>();

  private record Seen(ZoneEvent event, WireSpan span, Finding finding) {}

  Withdrawn(Collection<ZoneEvent> events) {
    for (ZoneEvent event : events) {
      for (Finding finding : event.getFindingsList()) {
        if (!finding.getEndUnseen() && finding.getSpanMetres() > 0) {
          event.getSpansList().stream()
              .filter(span -> span.getNumber() == finding.getSpan())
              .findFirst()
              .ifPresent(span -> whole.add(new Seen(event, SpanMessage.span(span), finding)));
        }
      }
    }
  }

  /** Tests whether a violation is withdrawn by what the whole span has shown. */
  boolean holds(ZoneEvent event, Finding open) {
    return open.getEndUnseen()
        && whole.stream()
            .anyMatch(
                seen ->
                    isNear(seen.finding, open)
                        && seen.finding.getObstacleClass() == open.getObstacleClass()
                        && seen.event.getZone().getCrs().equals(event.getZone().getCrs())
                        && passes(seen.span, open));
  }

  private static boolean isNear(Finding one, Finding other) {
    return Math.hypot(
            one.getEastingMetres() - other.getEastingMetres(),
            one.getNorthingMetres() - other.getNorthingMetres())
        <= SAME_METRES;
  }

  /** Tests whether a span runs through the place of the wire that a finding tells of. */
  private static boolean passes(WireSpan span, Finding finding) {
    double east = finding.getWireEastingMetres() - span.anchorEastingMetres();
    double north = finding.getWireNorthingMetres() - span.anchorNorthingMetres();
    double along = east * span.headingEast() + north * span.headingNorth();
    double across = east * span.headingNorth() - north * span.headingEast();
    return along >= span.fromMetres() - BEYOND_METRES
        && along <= span.toMetres() + BEYOND_METRES
        && Math.hypot(across, finding.getWireHeightMetres() - span.heightMetres(along))
            <= ACROSS_METRES;
  }
}
