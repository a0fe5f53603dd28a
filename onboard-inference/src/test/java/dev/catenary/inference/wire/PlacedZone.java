package dev.catenary.inference.wire;

import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.Random;

/**
 * A zone of 32 m, filled with labelled points in map coordinates: what lies outside is left out.
 */
public final class PlacedZone {
  private static final int SIDE_METRES = 32;

  public final Zone zone;
  private final Random random;

  public PlacedZone(Random random, int column, int row) {
    this.random = random;
    zone = new Zone(new ZoneId("EPSG:32755", SIDE_METRES, column, row), 16);
  }

  public PlacedZone put(double east, double north, double up, ClassLabel label) {
    double x = east - zone.id.originEastingMetres();
    double y = north - zone.id.originNorthingMetres();
    if (x < 0 || x >= SIDE_METRES || y < 0 || y >= SIDE_METRES) {
      return this;
    }
    zone.ensureCapacity(zone.size + 1);
    zone.xMillimetres[zone.size] = (int) Math.round(1e3 * x);
    zone.yMillimetres[zone.size] = (int) Math.round(1e3 * y);
    zone.zMillimetres[zone.size] = (int) Math.round(1e3 * up);
    zone.label[zone.size++] = label.lasCode();
    return this;
  }

  /** At height 0, three points a square metre. */
  public PlacedZone ground() {
    for (int i = 0; i < 3 * SIDE_METRES * SIDE_METRES; i++) {
      put(
          zone.id.originEastingMetres() + SIDE_METRES * random.nextDouble(),
          zone.id.originNorthingMetres() + SIDE_METRES * random.nextDouble(),
          0,
          ClassLabel.GROUND);
    }
    return this;
  }

  public PlacedZone wire(SimulatedSpan span, ClassLabel label) {
    for (int i = 0; i < span.points.size(); i++) {
      put(span.points.x[i], span.points.y[i], span.points.z[i], label);
    }
    return this;
  }

  /** A ball of leaves. */
  public PlacedZone crown(double east, double north, double up, double radiusMetres) {
    int put = 0;
    while (put < 6_000) {
      double x = 2 * random.nextDouble() - 1;
      double y = 2 * random.nextDouble() - 1;
      double z = 2 * random.nextDouble() - 1;
      if (x * x + y * y + z * z <= 1) {
        put(
            east + radiusMetres * x,
            north + radiusMetres * y,
            up + radiusMetres * z,
            ClassLabel.VEGETATION);
        put++;
      }
    }
    return this;
  }
}
