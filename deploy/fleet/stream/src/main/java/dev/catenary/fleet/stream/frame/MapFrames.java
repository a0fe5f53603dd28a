package dev.catenary.fleet.stream.frame;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.locationtech.proj4j.BasicCoordinateTransform;
import org.locationtech.proj4j.CRSFactory;
import org.locationtech.proj4j.CoordinateReferenceSystem;
import org.locationtech.proj4j.CoordinateTransform;
import org.locationtech.proj4j.Proj4jException;
import org.locationtech.proj4j.ProjCoordinate;

/**
 * Map frames of vehicles by their names, as {@code EPSG:32755}, and the way from and to longitude
 * and latitude on the frame's own datum. One thread alone may use an instance.
 */
public final class MapFrames {
  private static final int FRAMES_MAX = 256;

  private final Map<String, Optional<Frame>> byName = new HashMap<>();

  /** One frame, both ways. */
  public static final class Frame {
    private final CoordinateTransform toDegrees;
    private final CoordinateTransform toMap;

    private Frame(CoordinateReferenceSystem map) {
      CoordinateReferenceSystem degrees = map.createGeographic();
      toDegrees = new BasicCoordinateTransform(map, degrees);
      toMap = new BasicCoordinateTransform(degrees, map);
    }

    /** Longitude and latitude of a place in the map. */
    public GeoPlace place(double eastingMetres, double northingMetres) {
      ProjCoordinate found = new ProjCoordinate();
      toDegrees.transform(new ProjCoordinate(eastingMetres, northingMetres), found);
      return new GeoPlace(found.x, found.y);
    }

    /** Easting and northing of a place, metres. */
    public double[] map(GeoPlace place) {
      ProjCoordinate found = new ProjCoordinate();
      toMap.transform(new ProjCoordinate(place.longitudeDegrees(), place.latitudeDegrees()), found);
      return new double[] {found.x, found.y};
    }
  }

  /** The frame of this name; empty where no such frame is known. */
  public Optional<Frame> of(String crs) {
    Optional<Frame> known = byName.get(crs);
    if (known == null) {
      if (byName.size() >= FRAMES_MAX) {
        // A fleet has a few; more are a stranger's names.
        byName.clear();
      }
      known = find(crs);
      byName.put(crs, known);
    }
    return known;
  }

  private static Optional<Frame> find(String crs) {
    if (!crs.matches("EPSG:[0-9]{4,5}")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Frame(new CRSFactory().createFromName(crs)));
    } catch (Proj4jException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  /**
   * Datum that a frame's name stands for; the frame's name where it is none of the common ones. Two
   * datums of one place differ by up to 2 m, so that findings are never matched across them.
   */
  public static String datum(String crs) {
    if (crs.matches("EPSG:32[67][0-9]{2}")) {
      return "WGS84";
    }
    if (crs.matches("EPSG:283[0-9]{2}")) {
      return "GDA94";
    }
    if (crs.matches("EPSG:78[45][0-9]")) {
      return "GDA2020";
    }
    return crs;
  }
}
