package dev.catenary.inference.rank;

import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.ClearanceFinding;
import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.Zone;

/**
 * Ranks a classified zone. Severity is, for rank 0, by how many metres the worst obstacle is nearer
 * to a wire than its rule wants; for the other ranks, the number of points that gave the rank.
 * Triage, not a statement of compliance.
 */
public final class ZoneRanker {
  private static final int POINTS_MIN = 12;

  /** Sets the zone's rank and severity from its findings and labels. */
  public void rank(Zone zone) {
    int conductor = count(zone, ClassLabel.CONDUCTOR);
    int tower = count(zone, ClassLabel.TOWER);
    int vegetation = count(zone, ClassLabel.VEGETATION);
    double missing = 0;
    for (ClearanceFinding finding : zone.findings) {
      missing = Math.max(missing, finding.missingMetres());
    }
    if (missing > 0) {
      set(zone, Rank.CLEARANCE_VIOLATION, missing);
    } else if (conductor >= POINTS_MIN) {
      set(zone, Rank.CONDUCTOR, conductor);
    } else if (tower >= POINTS_MIN) {
      set(zone, Rank.POLE_OR_TOWER, tower);
    } else if (vegetation >= POINTS_MIN) {
      set(zone, Rank.VEGETATION, vegetation);
    } else {
      set(zone, Rank.OTHER, zone.size);
    }
  }

  private static void set(Zone zone, Rank rank, double severity) {
    zone.rank = rank;
    zone.severity = severity;
  }

  private static int count(Zone zone, ClassLabel label) {
    int points = 0;
    for (int i = 0; i < zone.size; i++) {
      points += zone.label[i] == label.lasCode() ? 1 : 0;
    }
    return points;
  }
}
