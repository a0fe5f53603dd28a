package dev.catenary.inference.rank;

import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;

/** The points of one or two classes of a zone, as a zone of their own; reused. */
final class ClassPoints {
  private final Zone points = new Zone(new ZoneId("none", 1, 0, 0), 1_024);

  Zone of(Zone zone, ClassLabel one, ClassLabel other) {
    points.reset(zone.id);
    for (int i = 0; i < zone.size; i++) {
      if (zone.label[i] == one.lasCode() || zone.label[i] == other.lasCode()) {
        points.ensureCapacity(points.size + 1);
        points.xMillimetres[points.size] = zone.xMillimetres[i];
        points.yMillimetres[points.size] = zone.yMillimetres[i];
        points.zMillimetres[points.size] = zone.zMillimetres[i];
        points.size++;
      }
    }
    return points;
  }
}
