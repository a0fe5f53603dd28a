package dev.catenary.uplink.overview;

import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import java.util.Arrays;

/**
 * Thins a zone to an overview: all conductor points, and of the others in each cube the one nearest
 * to its middle, in the order of the zone. Keeps its tables; one thread.
 */
public final class ZoneThinner {
  private static final byte CONDUCTOR = ClassLabel.CONDUCTOR.lasCode();

  /** Cubes each way that fit a key: a zone of 512 m in cubes of 1 mm takes 19 bits. */
  private static final int KEY_BITS = 21;

  private static final long KEY_MASK = (1L << KEY_BITS) - 1;

  private final int voxelMillimetres;
  private final Zone thinned;
  private long[] keys = new long[1 << 12];
  private int[] best = new int[1 << 12];
  private boolean[] kept = new boolean[0];

  /**
   * @param voxelMillimetres side of a cube
   */
  public ZoneThinner(int voxelMillimetres) {
    if (voxelMillimetres < 1) {
      throw new IllegalArgumentException(
          "found cubes of " + voxelMillimetres + " mm; expected at least 1");
    }
    this.voxelMillimetres = voxelMillimetres;
    this.thinned = new Zone(new dev.catenary.proto.zone.ZoneId("EPSG:0", 1, 0, 0), 0);
  }

  /** Side of a cube. */
  public int voxelMillimetres() {
    return voxelMillimetres;
  }

  /** The overview; it is this object's own, and holds until the next call. */
  public Zone thin(Zone zone) {
    choose(zone);
    thinned.reset(zone.id);
    int size = 0;
    for (int i = 0; i < zone.size; i++) {
      size += kept[i] ? 1 : 0;
    }
    thinned.ensureCapacity(size);
    for (int i = 0; i < zone.size; i++) {
      if (kept[i]) {
        copyPoint(zone, i);
      }
    }
    thinned.firstSequence = zone.firstSequence;
    thinned.lastSequence = zone.lastSequence;
    thinned.firstHostNanos = zone.firstHostNanos;
    thinned.lastHostNanos = zone.lastHostNanos;
    thinned.timeQuality = zone.timeQuality;
    thinned.poseQuality = zone.poseQuality;
    thinned.attitudeQuality = zone.attitudeQuality;
    thinned.closeReason = zone.closeReason;
    thinned.rank = zone.rank;
    thinned.severity = zone.severity;
    thinned.classifier = zone.classifier;
    return thinned;
  }

  private void choose(Zone zone) {
    int room = Integer.highestOneBit(Math.max(zone.size, 2_048) - 1) << 2;
    if (keys.length < room) {
      keys = new long[room];
      best = new int[room];
    }
    Arrays.fill(best, -1);
    if (kept.length < zone.size) {
      kept = new boolean[zone.capacity()];
    }
    for (int i = 0; i < zone.size; i++) {
      kept[i] = zone.label[i] == CONDUCTOR;
      if (!kept[i]) {
        offer(zone, i);
      }
    }
    for (int index : best) {
      if (index >= 0) {
        kept[index] = true;
      }
    }
  }

  private void offer(Zone zone, int i) {
    long key = key(zone, i);
    int mask = keys.length - 1;
    int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & mask;
    while (best[slot] >= 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    if (best[slot] < 0 || fromMiddle(zone, i) < fromMiddle(zone, best[slot])) {
      keys[slot] = key;
      best[slot] = i;
    }
  }

  private long key(Zone zone, int i) {
    long x = Math.floorDiv(zone.xMillimetres[i], voxelMillimetres) & KEY_MASK;
    long y = Math.floorDiv(zone.yMillimetres[i], voxelMillimetres) & KEY_MASK;
    long z = Math.floorDiv(zone.zMillimetres[i], voxelMillimetres) & KEY_MASK;
    return (x << (2 * KEY_BITS)) | (y << KEY_BITS) | z;
  }

  /** Square of twice the distance from the middle of the point's cube, mm. */
  private long fromMiddle(Zone zone, int i) {
    return square(zone.xMillimetres[i])
        + square(zone.yMillimetres[i])
        + square(zone.zMillimetres[i]);
  }

  private long square(int millimetres) {
    long off = 2L * Math.floorMod(millimetres, voxelMillimetres) - voxelMillimetres;
    return off * off;
  }

  private void copyPoint(Zone from, int i) {
    int at = thinned.size++;
    thinned.xMillimetres[at] = from.xMillimetres[i];
    thinned.yMillimetres[at] = from.yMillimetres[i];
    thinned.zMillimetres[at] = from.zMillimetres[i];
    thinned.gpsTimeNanos[at] = from.gpsTimeNanos[i];
    thinned.intensity[at] = from.intensity[i];
    thinned.lasReturns[at] = from.lasReturns[i];
    thinned.ring[at] = from.ring[i];
    thinned.scanAngle[at] = from.scanAngle[i];
    thinned.sensor[at] = from.sensor[i];
    thinned.label[at] = from.label[i];
    thinned.confidence[at] = from.confidence[i];
  }
}
