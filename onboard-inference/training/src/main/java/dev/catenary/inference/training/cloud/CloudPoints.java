package dev.catenary.inference.training.cloud;

import dev.catenary.proto.zone.Zone;
import java.util.Arrays;
import java.util.List;

/** Points with their true classes, as parallel arrays of which the first {@link #size} count. */
public final class CloudPoints {
  /** Side of a zone, as the service's default. */
  public static final int ZONE_METRES = 32;

  private static final int FIRST_CAPACITY = 4_096;

  public int size;

  /** Metres in a map frame; the origin is of no importance. */
  public double[] eastingMetres;

  public double[] northingMetres;
  public double[] heightMetres;
  public char[] intensity;

  /** As {@link Zone#lasReturns}. */
  public byte[] lasReturns;

  /** Index of the {@link TrueClass}. */
  public byte[] truth;

  public CloudPoints(int capacity) {
    eastingMetres = new double[capacity];
    northingMetres = new double[capacity];
    heightMetres = new double[capacity];
    intensity = new char[capacity];
    lasReturns = new byte[capacity];
    truth = new byte[capacity];
  }

  public void add(
      double easting, double northing, double height, char brightness, byte returns, byte kind) {
    if (size == truth.length) {
      grow();
    }
    eastingMetres[size] = easting;
    northingMetres[size] = northing;
    heightMetres[size] = height;
    intensity[size] = brightness;
    lasReturns[size] = returns;
    truth[size] = kind;
    size++;
  }

  /** Copies a point of another cloud. */
  public void add(CloudPoints other, int point) {
    add(
        other.eastingMetres[point],
        other.northingMetres[point],
        other.heightMetres[point],
        other.intensity[point],
        other.lasReturns[point],
        other.truth[point]);
  }

  private void grow() {
    int grown = Math.max(FIRST_CAPACITY, size * 2);
    eastingMetres = Arrays.copyOf(eastingMetres, grown);
    northingMetres = Arrays.copyOf(northingMetres, grown);
    heightMetres = Arrays.copyOf(heightMetres, grown);
    intensity = Arrays.copyOf(intensity, grown);
    lasReturns = Arrays.copyOf(lasReturns, grown);
    truth = Arrays.copyOf(truth, grown);
  }

  /** Cuts the points into zones as the service does, each with all that lies around it. */
  public List<LabelledZone> zones() {
    return new ZoneCutter(this).cut(none -> ZoneCutter.ALL_AROUND);
  }

  /** Likewise; but of some zones not all neighbours are known, as happens to the service, too. */
  public List<LabelledZone> zones(long seed) {
    return new ZoneCutter(this).cut(new LostMargins(seed));
  }
}
