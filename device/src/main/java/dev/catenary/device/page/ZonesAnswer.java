package dev.catenary.device.page;

import dev.catenary.capture.georeference.Unprojection;
import dev.catenary.device.page.feed.PositionKeeper;
import dev.catenary.proto.message.Finding;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.zone.Rank;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The zones that were seen last, where they lie and what they show. */
final class ZonesAnswer {
  private ZonesAnswer() {}

  static Map<String, Object> of(PageParts parts) throws IOException {
    var frame = parts.machine().position().frame();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("cellMetres", parts.config().zones().cellMetres());
    told.put("crs", frame == null ? null : frame.crs());
    List<Object> zones = new ArrayList<>();
    Map<String, Unprojection> frames = new LinkedHashMap<>();
    List<ZoneEvent> shown = parts.watch().zones().mostUrgent();
    told.put("shown", shown.size());
    told.put("seen", parts.watch().zones().seen());
    for (ZoneEvent event : shown) {
      String crs = event.getZone().getCrs();
      Unprojection there = frames.get(crs);
      if (there == null) {
        there = Unprojection.of(crs);
        frames.put(crs, there);
      }
      zones.add(zone(event, parts.watch().zones().state(event), there));
    }
    told.put("zones", zones);
    return told;
  }

  private static Map<String, Object> zone(
      ZoneEvent event, String state, @Nullable Unprojection frame) {
    Rank rank = Rank.values()[event.getRank()];
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("id", event.getEventId());
    one.put("corners", frame == null ? null : corners(event, frame));
    one.put("rank", rank.ordinal());
    one.put("label", QueueAnswer.label(rank));
    one.put("severity", event.getSeverity());
    one.put("severityUnit", rank == Rank.CLEARANCE_VIOLATION ? "m short" : "points");
    one.put("state", state);
    one.put("points", event.getPoints());
    one.put("violations", event.getFindingsList().stream().filter(Finding::getViolation).count());
    one.put("spans", event.getSpansCount());
    one.put("at", Instant.ofEpochSecond(0, event.getLastHostNanos()));
    return one;
  }

  /** From the south-west, counter-clockwise. */
  private static List<Object> corners(ZoneEvent event, Unprojection frame) {
    double side = event.getZone().getCellMetres();
    double east = event.getZone().getColumn() * side;
    double north = event.getZone().getRow() * side;
    List<Object> corners = new ArrayList<>();
    for (double[] corner :
        new double[][] {
          {east, north}, {east + side, north}, {east + side, north + side}, {east, north + side}
        }) {
      double[] degrees = frame.degrees(corner[0], corner[1]);
      corners.add(List.of(PositionKeeper.degrees(degrees[0]), PositionKeeper.degrees(degrees[1])));
    }
    return corners;
  }
}
