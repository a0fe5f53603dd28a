package dev.catenary.inference.wire.finding;

import dev.catenary.inference.wire.fitting.Catenary;
import dev.catenary.proto.zone.ZoneId;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * Spans that were seen from support to support, and the zone that told so first: that zone, and no
 * other, looks at the earlier zones along them again. Bounded; the eldest are forgotten. Any
 * thread.
 */
public final class WholeSpans {
  private static final int SPANS_MAX = 1_024;
  private static final double ACROSS_METRES = 0.5;
  private static final double ALONG_METRES = 8;
  private static final double UP_METRES = 1;

  private final ArrayDeque<Told> spans = new ArrayDeque<>();

  /** Middle of a span in the map frame, its length, and which zone told of it in which pass. */
  private record Told(
      ZoneId zone,
      long pass,
      double easting,
      double northing,
      double height,
      double headingEast,
      double headingNorth,
      double lengthMetres) {
    boolean isSame(Told other) {
      double east = other.easting - easting;
      double north = other.northing - northing;
      return zone.crs().equals(other.zone.crs())
          && Math.abs(east * headingNorth - north * headingEast) < ACROSS_METRES
          && Math.abs(east * headingEast + north * headingNorth) < ALONG_METRES
          && Math.abs(other.height - height) < UP_METRES
          && Math.abs(other.lengthMetres - lengthMetres) < 2 * ALONG_METRES;
    }
  }

  /**
   * Tests whether a zone is the one that looks along a span again: the first to show it whole.
   *
   * @param pass the same for all looks at the zone in one pass
   * @param wire the whole span, in the zone's frame
   */
  public synchronized boolean isTeller(ZoneId id, long pass, Catenary wire) {
    double middle = (wire.from() + wire.to()) / 2;
    Told told =
        new Told(
            id,
            pass,
            id.originEastingMetres() + wire.x(middle),
            id.originNorthingMetres() + wire.y(middle),
            wire.z(middle),
            wire.headingX(),
            wire.headingY(),
            wire.lengthMetres());
    for (Iterator<Told> each = spans.descendingIterator(); each.hasNext(); ) {
      Told before = each.next();
      if (before.isSame(told)) {
        return before.zone.equals(id) && before.pass == pass;
      }
    }
    if (spans.size() == SPANS_MAX) {
      spans.removeFirst();
    }
    spans.addLast(told);
    return true;
  }
}
