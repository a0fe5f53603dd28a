package dev.catenary.device.place;

import java.util.List;

/**
 * Poles and towers by name, as an owner's asset file has them, and which of them a place lies at
 * and between. Longitudes and latitudes are degrees, on WGS84.
 */
public final class Assets {
  /** No asset file. */
  public static final Assets NONE = new Assets(List.of());

  private static final double METRES_PER_DEGREE = 111_195;
  private static final double STRUCTURE_METRES = 300;
  private static final double SPAN_METRES = 600;
  private static final double BESIDE_METRES = 15;

  private final List<Structure> structures;

  public Assets(List<Structure> structures) {
    this.structures = List.copyOf(structures);
  }

  /** A pole or tower. */
  public record Structure(String name, double longitudeDegrees, double latitudeDegrees) {}

  public int size() {
    return structures.size();
  }

  /** Name of the nearest within 300 m; empty without any. */
  String structure(double longitude, double latitude) {
    String nearest = "";
    double least = STRUCTURE_METRES;
    for (Structure each : structures) {
      double metres = Math.hypot(east(each, longitude, latitude), north(each, latitude));
      if (metres <= least) {
        least = metres;
        nearest = each.name();
      }
    }
    return nearest;
  }

  /**
   * Names of the two between which a wire passes a place, as {@code A - B} in the order of the
   * names; empty where one of them is not within 600 m along it and 15 m beside it.
   *
   * @param aheadLongitude a step along the wire, with {@code aheadLatitude}
   */
  String span(double longitude, double latitude, double aheadLongitude, double aheadLatitude) {
    double x = aheadLongitude * Math.cos(Math.toRadians(latitude));
    double length = Math.hypot(x, aheadLatitude);
    if (length == 0) {
      return "";
    }
    String before = null;
    String behind = null;
    double toBefore = SPAN_METRES;
    double toBehind = SPAN_METRES;
    for (Structure each : structures) {
      double east = east(each, longitude, latitude);
      double north = north(each, latitude);
      double along = (east * x + north * aheadLatitude) / length;
      double across = (east * aheadLatitude - north * x) / length;
      if (Math.abs(across) > BESIDE_METRES) {
        continue;
      }
      if (along <= 0 && -along < toBefore) {
        toBefore = -along;
        before = each.name();
      } else if (along > 0 && along < toBehind) {
        toBehind = along;
        behind = each.name();
      }
    }
    if (before == null || behind == null) {
      return "";
    }
    return before.compareTo(behind) <= 0 ? before + " - " + behind : behind + " - " + before;
  }

  private static double east(Structure structure, double longitude, double latitude) {
    return Math.IEEEremainder(structure.longitudeDegrees() - longitude, 360)
        * METRES_PER_DEGREE
        * Math.cos(Math.toRadians(latitude));
  }

  private static double north(Structure structure, double latitude) {
    return (structure.latitudeDegrees() - latitude) * METRES_PER_DEGREE;
  }
}
