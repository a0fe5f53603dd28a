package dev.catenary.device.page;

import dev.catenary.capture.georeference.Unprojection;
import dev.catenary.device.page.feed.PositionKeeper;
import dev.catenary.device.page.feed.ZoneBoard;
import dev.catenary.proto.message.Finding;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.point.ClassLabel;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Clearance violations of the zones that are kept, the worst first. */
final class ViolationsAnswer {
  private static final int SHOWN_MAX = 500;

  private ViolationsAnswer() {}

  private record Violation(ZoneEvent event, int number, Finding finding) {
    double shortMetres() {
      return finding.getRequiredMetres() - finding.getLoadedDistanceMetres();
    }
  }

  /**
   * As docs/page.md has it.
   *
   * @param shown how many of them are told one by one
   * @param rules whether distances are checked at all
   */
  static Map<String, Object> of(ZoneBoard board, int shown, boolean rules) throws IOException {
    List<Violation> all = new ArrayList<>();
    long zones = 0;
    for (ZoneEvent event : board.newestFirst()) {
      int before = all.size();
      for (int i = 0; i < event.getFindingsCount(); i++) {
        if (event.getFindings(i).getBreach()) {
          all.add(new Violation(event, i, event.getFindings(i)));
        }
      }
      zones += all.size() > before ? 1 : 0;
    }
    all.sort(Comparator.comparingDouble(Violation::shortMetres).reversed());
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("checked", rules);
    told.put("total", all.size());
    told.put("zones", zones);
    told.put("zonesSeen", board.seen());
    List<Object> worst = new ArrayList<>();
    Map<String, @Nullable Unprojection> frames = new HashMap<>();
    for (Violation each : all.subList(0, Math.min(all.size(), Math.clamp(shown, 1, SHOWN_MAX)))) {
      worst.add(told(each, frames));
    }
    told.put("violations", worst);
    return told;
  }

  private static Map<String, Object> told(
      Violation violation, Map<String, @Nullable Unprojection> frames) throws IOException {
    Finding finding = violation.finding;
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("id", violation.event.getEventId() + "." + violation.number);
    one.put("zone", violation.event.getEventId());
    one.put("obstacle", obstacle(finding.getObstacleClass()));
    one.put("shortMetres", violation.shortMetres());
    one.put("distanceMetres", finding.getDistanceMetres());
    one.put("loadedDistanceMetres", finding.getLoadedDistanceMetres());
    one.put("requiredMetres", finding.getRequiredMetres());
    one.put("errorMetres", finding.getErrorMetres());
    one.put("rule", finding.getRule());
    one.put("seen", Instant.ofEpochSecond(0, violation.event.getLastHostNanos()));
    String crs = violation.event.getZone().getCrs();
    Unprojection frame = frames.get(crs);
    if (frame == null) {
      frame = Unprojection.of(crs);
      frames.put(crs, frame);
    }
    if (frame != null) {
      double[] place = frame.degrees(finding.getEastingMetres(), finding.getNorthingMetres());
      one.put("longitudeDegrees", PositionKeeper.degrees(place[0]));
      one.put("latitudeDegrees", PositionKeeper.degrees(place[1]));
    }
    one.put(
        "obstacleMetres",
        List.of(
            finding.getEastingMetres(), finding.getNorthingMetres(), finding.getHeightMetres()));
    one.put(
        "wireMetres",
        List.of(
            finding.getWireEastingMetres(),
            finding.getWireNorthingMetres(),
            finding.getWireHeightMetres()));
    return one;
  }

  private static String obstacle(int asprsClass) {
    for (ClassLabel label : ClassLabel.values()) {
      if (label.lasCode() == asprsClass) {
        return label.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      }
    }
    return "class " + asprsClass;
  }
}
