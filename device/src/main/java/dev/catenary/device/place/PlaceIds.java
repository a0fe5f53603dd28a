package dev.catenary.device.place;

import java.util.ArrayList;
import java.util.List;

/**
 * Lasting ids of places: one that lies within some metres of a known one has its id, whatever the
 * worst of it is by now. A new id is the geohash of the place, nine letters for about five metres,
 * so that two lists made apart mostly agree. Bounded; any thread.
 */
public final class PlaceIds {
  private static final double SAME_METRES = 12;
  private static final int IDS_MAX = 20_000;
  private static final int LETTERS = 9;
  private static final String BASE_32 = "0123456789bcdefghjkmnpqrstuvwxyz";
  private static final double METRES_PER_DEGREE = 111_195;

  private final List<Known> known = new ArrayList<>();

  private record Known(String id, double longitude, double latitude) {
    double metresFrom(double otherLongitude, double otherLatitude) {
      double turn = Math.IEEEremainder(otherLongitude - longitude, 360);
      return METRES_PER_DEGREE
          * Math.hypot(turn * Math.cos(Math.toRadians(latitude)), otherLatitude - latitude);
    }
  }

  /** Takes over an id that was given before, as from an earlier list. */
  public synchronized void add(String id, double longitudeDegrees, double latitudeDegrees) {
    if (known.size() < IDS_MAX) {
      known.add(new Known(id, longitudeDegrees, latitudeDegrees));
    }
  }

  /** Id of a place, that of the nearest known one or its own. */
  public synchronized String of(double longitudeDegrees, double latitudeDegrees) {
    Known nearest = null;
    double least = SAME_METRES;
    for (Known each : known) {
      double metres = each.metresFrom(longitudeDegrees, latitudeDegrees);
      if (metres <= least) {
        least = metres;
        nearest = each;
      }
    }
    if (nearest != null) {
      return nearest.id;
    }
    String id = geohash(longitudeDegrees, latitudeDegrees);
    add(id, longitudeDegrees, latitudeDegrees);
    return id;
  }

  /** Source: G. Niemeyer's geohash; bits of longitude and latitude in turn, five a letter. */
  static String geohash(double longitudeDegrees, double latitudeDegrees) {
    double west = -180;
    double east = 180;
    double south = -90;
    double north = 90;
    StringBuilder letters = new StringBuilder();
    int value = 0;
    for (int bit = 0; bit < 5 * LETTERS; bit++) {
      boolean isHigh;
      if (bit % 2 == 0) {
        double middle = (west + east) / 2;
        isHigh = longitudeDegrees >= middle;
        west = isHigh ? middle : west;
        east = isHigh ? east : middle;
      } else {
        double middle = (south + north) / 2;
        isHigh = latitudeDegrees >= middle;
        south = isHigh ? middle : south;
        north = isHigh ? north : middle;
      }
      value = (value << 1) | (isHigh ? 1 : 0);
      if (bit % 5 == 4) {
        letters.append(BASE_32.charAt(value));
        value = 0;
      }
    }
    return letters.toString();
  }
}
