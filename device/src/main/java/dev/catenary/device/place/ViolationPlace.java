package dev.catenary.device.place;

import dev.catenary.proto.message.Finding;
import dev.catenary.proto.message.ZoneEvent;
import java.util.List;
import java.util.TreeSet;

/**
 * One place at which something comes too near to wires: all clearance violations within some metres
 * of its worst. Triage, not a statement of compliance.
 *
 * @param id lasting name, the same in a later list as long as the place is known
 * @param worst the violation with the most metres missing
 * @param rows all violations of the place, the worst first
 * @param longitudeDegrees of the worst's obstacle, WGS84; NaN where the map frame is unknown
 * @param latitudeDegrees of it
 * @param structure name of the nearest pole or tower; empty where no asset file names one
 * @param spanName names of the poles or towers before and behind it; empty likewise
 */
public record ViolationPlace(
    String id,
    Row worst,
    List<Row> rows,
    double longitudeDegrees,
    double latitudeDegrees,
    String structure,
    String spanName) {
  public ViolationPlace {
    rows = List.copyOf(rows);
  }

  /**
   * One violation of one wire under one rule.
   *
   * @param event of the zone that tells it
   * @param finding the violation
   * @param chunk name of the zone's chunk; empty where it is not sealed yet or not known
   */
  public record Row(ZoneEvent event, Finding finding, String chunk) {
    /** By how many metres the obstacle is too near. */
    public double missingMetres() {
      return finding.getRequiredMetres() - finding.getLoadedDistanceMetres();
    }

    String wire() {
      return event.getEventId() + "." + finding.getSpan();
    }
  }

  /** Number of wires that the obstacle comes too near to, as zones number them. */
  public int wires() {
    TreeSet<String> wires = new TreeSet<>();
    String zone = worst.event().getEventId();
    rows.stream()
        .filter(row -> row.event().getEventId().equals(zone))
        .forEach(row -> wires.add(row.wire()));
    return wires.size();
  }

  /** Ids of the rules that are broken, in order. */
  public List<String> rules() {
    TreeSet<String> rules = new TreeSet<>();
    rows.forEach(row -> rules.add(row.finding().getRule()));
    return List.copyOf(rules);
  }

  /** ASPRS codes of what is too near, in order. */
  public List<Integer> classes() {
    TreeSet<Integer> classes = new TreeSet<>();
    rows.forEach(row -> classes.add(row.finding().getObstacleClass()));
    return List.copyOf(classes);
  }
}
