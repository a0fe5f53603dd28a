package dev.catenary.inference.rank;

import dev.catenary.inference.voxel.VoxelGrid;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.Zone;

/**
 * Ranks a classified zone. Severity is, for rank 0, by how many metres the nearest vegetation or
 * building is nearer to a wire than the clearance; for the other ranks, the number of points that
 * gave the rank. Triage, not a statement of compliance.
 */
public final class ZoneRanker {
  private static final int SIDE_MILLIMETRES = 500;
  private static final int POINTS_MIN = 12;
  private static final int VOXEL_POINTS_MIN = 2;

  private final double clearanceMetres;
  private final VoxelGrid conductors = new VoxelGrid(SIDE_MILLIMETRES);
  private final VoxelGrid obstacles = new VoxelGrid(SIDE_MILLIMETRES);
  private final ClassPoints selected = new ClassPoints();

  public ZoneRanker(double clearanceMetres) {
    this.clearanceMetres = clearanceMetres;
  }

  /** Sets the zone's rank and severity from its labels. */
  public void rank(Zone zone) {
    int conductor = count(zone, ClassLabel.CONDUCTOR);
    int tower = count(zone, ClassLabel.TOWER);
    int vegetation = count(zone, ClassLabel.VEGETATION);
    if (conductor >= POINTS_MIN) {
      double nearest = nearestObstacleMetres(zone);
      if (nearest < clearanceMetres) {
        set(zone, Rank.CLEARANCE_BREACH, clearanceMetres - nearest);
      } else {
        set(zone, Rank.CONDUCTOR, conductor);
      }
    } else if (tower >= POINTS_MIN) {
      set(zone, Rank.POLE_OR_TOWER, tower);
    } else if (vegetation >= POINTS_MIN) {
      set(zone, Rank.VEGETATION, vegetation);
    } else {
      set(zone, Rank.OTHER, zone.size);
    }
  }

  private double nearestObstacleMetres(Zone zone) {
    conductors.fill(selected.of(zone, ClassLabel.CONDUCTOR, ClassLabel.CONDUCTOR));
    obstacles.fill(selected.of(zone, ClassLabel.VEGETATION, ClassLabel.BUILDING));
    int reach = (int) Math.ceil(clearanceMetres * 1_000 / SIDE_MILLIMETRES);
    double nearest = Double.MAX_VALUE;
    for (int wire = 0; wire < conductors.size(); wire++) {
      for (int dc = -reach; dc <= reach; dc++) {
        for (int dr = -reach; dr <= reach; dr++) {
          for (int dl = -reach; dl <= reach; dl++) {
            int other =
                obstacles.at(
                    conductors.column(wire) + dc,
                    conductors.row(wire) + dr,
                    conductors.level(wire) + dl);
            if (other >= 0 && obstacles.count(other) >= VOXEL_POINTS_MIN) {
              nearest = Math.min(nearest, distance(wire, other));
            }
          }
        }
      }
    }
    return nearest;
  }

  private double distance(int wire, int obstacle) {
    double dx = conductors.meanXMetres(wire) - obstacles.meanXMetres(obstacle);
    double dy = conductors.meanYMetres(wire) - obstacles.meanYMetres(obstacle);
    double dz = conductors.meanHeightMetres(wire) - obstacles.meanHeightMetres(obstacle);
    return Math.sqrt(dx * dx + dy * dy + dz * dz);
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
