package dev.catenary.device.page;

import dev.catenary.device.page.feed.PositionKeeper;
import dev.catenary.device.page.feed.ZoneBoard;
import dev.catenary.device.place.Assets;
import dev.catenary.device.place.PlaceIds;
import dev.catenary.device.place.PlaceList;
import dev.catenary.device.place.ViolationPlace;
import dev.catenary.proto.message.Finding;
import dev.catenary.proto.point.ClassLabel;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Places of clearance violations in the zones that are kept, the worst first. */
final class ViolationsAnswer {
  private static final int SHOWN_MAX = 500;

  private ViolationsAnswer() {}

  /**
   * As docs/page.md has it.
   *
   * @param ids of the places that were told before, so that they last
   * @param shown how many of them are told one by one
   * @param rules whether distances are checked at all
   */
  static Map<String, Object> of(ZoneBoard board, PlaceIds ids, int shown, boolean rules)
      throws IOException {
    List<ViolationPlace> places = new PlaceList(ids, Assets.NONE).of(board.newestFirst(), Map.of());
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("checked", rules);
    told.put("total", places.size());
    told.put(
        "zones",
        places.stream()
            .flatMap(place -> place.rows().stream())
            .map(row -> row.event().getEventId())
            .distinct()
            .count());
    told.put("zonesSeen", board.seen());
    told.put(
        "violations",
        places.stream()
            .limit(Math.clamp(shown, 1, SHOWN_MAX))
            .map(ViolationsAnswer::told)
            .toList());
    return told;
  }

  private static Map<String, Object> told(ViolationPlace place) {
    ViolationPlace.Row worst = place.worst();
    Finding finding = worst.finding();
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("id", place.id());
    one.put("zone", worst.event().getEventId());
    one.put(
        "obstacle",
        place.classes().stream().map(ViolationsAnswer::obstacle).collect(Collectors.joining(", ")));
    one.put("shortMetres", worst.missingMetres());
    one.put("distanceMetres", finding.getDistanceMetres());
    one.put("loadedDistanceMetres", finding.getLoadedDistanceMetres());
    one.put("endUnseen", finding.getEndUnseen());
    one.put("loadedLeastMetres", finding.getLoadedLeastMetres());
    one.put("loadedMostMetres", finding.getLoadedMostMetres());
    one.put("requiredMetres", finding.getRequiredMetres());
    one.put("errorMetres", finding.getErrorMetres());
    one.put("rule", String.join(", ", place.rules()));
    one.put("wires", place.wires());
    one.put("rows", place.rows().size());
    one.put("poseQuality", worst.event().getPoseQuality());
    one.put("attitudeQuality", worst.event().getAttitudeQuality());
    one.put("seen", Instant.ofEpochSecond(0, worst.event().getLastHostNanos()));
    one.put("longitudeDegrees", PositionKeeper.degrees(place.longitudeDegrees()));
    one.put("latitudeDegrees", PositionKeeper.degrees(place.latitudeDegrees()));
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
