package dev.catenary.device.place;

import dev.catenary.capture.georeference.Unprojection;
import dev.catenary.proto.message.Finding;
import dev.catenary.proto.message.ZoneEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes places of the clearance violations of a survey: the worst first takes all within some
 * metres of it, whatever wire, rule and class they are of.
 */
public final class PlaceList {
  /** Violations whose obstacles are so near to each other are one place. */
  private static final double PLACE_METRES = 12;

  private final PlaceIds ids;
  private final Assets assets;

  /**
   * @param ids known places, to which those of a list are added
   * @param assets names of poles and towers; {@link Assets#NONE} without any
   */
  public PlaceList(PlaceIds ids, Assets assets) {
    this.ids = ids;
    this.assets = assets;
  }

  /**
   * Places of the events, the worst first.
   *
   * @param chunks name of each event's chunk by the event's id, as far as known
   * @throws IOException when the frame of an event is none that is known
   */
  public List<ViolationPlace> of(Collection<ZoneEvent> events, Map<String, String> chunks)
      throws IOException {
    Withdrawn withdrawn = new Withdrawn(events);
    List<ViolationPlace.Row> rows = new ArrayList<>();
    for (ZoneEvent event : events) {
      String chunk = chunks.getOrDefault(event.getEventId(), "");
      for (Finding finding : event.getFindingsList()) {
        if (finding.getViolation() && !withdrawn.holds(event, finding)) {
          rows.add(new ViolationPlace.Row(event, finding, chunk));
        }
      }
    }
    rows.sort(
        Comparator.comparingDouble((ViolationPlace.Row row) -> -row.missingMetres())
            .thenComparing(row -> row.event().getEventId()));
    List<List<ViolationPlace.Row>> groups = new ArrayList<>();
    for (ViolationPlace.Row row : rows) {
      List<ViolationPlace.Row> nearest = null;
      double least = PLACE_METRES;
      for (List<ViolationPlace.Row> group : groups) {
        double metres = metres(group.getFirst(), row);
        if (metres <= least) {
          least = metres;
          nearest = group;
        }
      }
      if (nearest == null) {
        nearest = new ArrayList<>();
        groups.add(nearest);
      }
      nearest.add(row);
    }
    Map<String, Unprojection> frames = new HashMap<>();
    List<ViolationPlace> places = new ArrayList<>();
    for (List<ViolationPlace.Row> group : groups) {
      places.add(place(group, frames));
    }
    return places;
  }

  private static double metres(ViolationPlace.Row one, ViolationPlace.Row other) {
    if (!one.event().getZone().getCrs().equals(other.event().getZone().getCrs())) {
      return Double.MAX_VALUE;
    }
    return Math.hypot(
        one.finding().getEastingMetres() - other.finding().getEastingMetres(),
        one.finding().getNorthingMetres() - other.finding().getNorthingMetres());
  }

  private ViolationPlace place(List<ViolationPlace.Row> group, Map<String, Unprojection> frames)
      throws IOException {
    ViolationPlace.Row worst = group.getFirst();
    String crs = worst.event().getZone().getCrs();
    Unprojection frame = frames.get(crs);
    if (frame == null) {
      frame = Unprojection.of(crs);
      frames.put(crs, frame);
    }
    Finding finding = worst.finding();
    double[] obstacle = frame.degrees(finding.getEastingMetres(), finding.getNorthingMetres());
    double[] wire = frame.degrees(finding.getWireEastingMetres(), finding.getWireNorthingMetres());
    double[] ahead = heading(worst, frame);
    return new ViolationPlace(
        ids.of(obstacle[0], obstacle[1]),
        worst,
        group,
        obstacle[0],
        obstacle[1],
        assets.structure(wire[0], wire[1]),
        assets.span(wire[0], wire[1], ahead[0], ahead[1]));
  }

  /** A metre or so along the wire, in degrees of longitude and latitude; 0, 0 where unknown. */
  private static double[] heading(ViolationPlace.Row row, Unprojection frame) {
    Finding finding = row.finding();
    return row.event().getSpansList().stream()
        .filter(span -> span.getNumber() == finding.getSpan())
        .findFirst()
        .map(
            span -> {
              double east = finding.getWireEastingMetres();
              double north = finding.getWireNorthingMetres();
              double[] here = frame.degrees(east, north);
              double[] there =
                  frame.degrees(
                      east + 10 * span.getHeadingEast(), north + 10 * span.getHeadingNorth());
              return new double[] {there[0] - here[0], there[1] - here[1]};
            })
        .orElse(new double[] {0, 0});
  }
}
