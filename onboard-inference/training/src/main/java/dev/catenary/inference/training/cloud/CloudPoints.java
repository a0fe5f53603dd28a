package dev.catenary.inference.training.cloud;

import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /** Cuts the points into zones as the service does; order within a zone is kept. */
  public List<LabelledZone> zones() {
    Map<ZoneId, Zone> zones = new LinkedHashMap<>();
    Map<ZoneId, byte[]> truths = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      ZoneId id =
          new ZoneId(
              "unknown",
              ZONE_METRES,
              (int) Math.floor(eastingMetres[i] / ZONE_METRES),
              (int) Math.floor(northingMetres[i] / ZONE_METRES));
      Zone zone = zones.computeIfAbsent(id, key -> new Zone(key, FIRST_CAPACITY));
      int at = zone.size;
      zone.ensureCapacity(at + 1);
      byte[] kinds = truths.get(id);
      if (kinds == null || kinds.length < zone.capacity()) {
        kinds = kinds == null ? new byte[zone.capacity()] : Arrays.copyOf(kinds, zone.capacity());
        truths.put(id, kinds);
      }
      zone.xMillimetres[at] = millimetres(eastingMetres[i] - id.originEastingMetres());
      zone.yMillimetres[at] = millimetres(northingMetres[i] - id.originNorthingMetres());
      zone.zMillimetres[at] = millimetres(heightMetres[i]);
      zone.intensity[at] = intensity[i];
      zone.lasReturns[at] = lasReturns[i];
      kinds[at] = truth[i];
      zone.size++;
    }
    List<LabelledZone> labelled = new ArrayList<>();
    zones.forEach(
        (id, zone) ->
            labelled.add(
                new LabelledZone(
                    zone, Arrays.copyOf(truths.getOrDefault(id, new byte[0]), zone.size))));
    return labelled;
  }

  private static int millimetres(double metres) {
    return (int) Math.floor(metres * 1e3 + 0.5);
  }
}
