package dev.catenary.inference.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.ClearanceFinding;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A wire that cuts the north-west corner of a zone, 11.3 m of it, and goes on to the north-east. A
 * crown of 4 m has grown around it.
 */
final class WireThroughACrownTest {
  private static final double CORNER_NORTH = 24;
  private static final double WIRE_METRES = 11.3;
  private static final double HEIGHT = 9;
  private static final double CROWN_RADIUS = 2;

  private final Random random = new Random(13);
  private final ZoneWires wires = new ZoneWires(TestRules.still(2.5), new SurveyMemory());

  private static double east(double along) {
    return along * Math.sqrt(0.5);
  }

  private static double north(double along) {
    return CORNER_NORTH + along * Math.sqrt(0.5);
  }

  private Zone zone(int row, double crownAlong, ClassLabel wireInTheCrown) {
    Zone zone = new Zone(new ZoneId("EPSG:32755", 32, 0, row), 16);
    for (int i = 0; i < 45 * 12; i++) {
      double along = 45 * random.nextDouble();
      boolean inIt = Math.abs(along - crownAlong) < CROWN_RADIUS;
      put(
          zone, east(along), north(along), HEIGHT, inIt ? wireInTheCrown : ClassLabel.CONDUCTOR);
    }
    for (int i = 0; i < 6_000; ) {
      double x = 2 * random.nextDouble() - 1;
      double y = 2 * random.nextDouble() - 1;
      double z = 2 * random.nextDouble() - 1;
      if (x * x + y * y + z * z <= 1) {
        put(
            zone,
            east(crownAlong) + CROWN_RADIUS * x,
            north(crownAlong) + CROWN_RADIUS * y,
            HEIGHT + CROWN_RADIUS * z,
            ClassLabel.VEGETATION);
        i++;
      }
    }
    for (int i = 0; i < 3_000; i++) {
      double y = 32 * (row + random.nextDouble());
      put(zone, 32 * random.nextDouble(), y, 0, ClassLabel.GROUND);
    }
    return zone;
  }

  private void put(Zone zone, double east, double north, double up, ClassLabel label) {
    double x = east + 0.02 * random.nextGaussian();
    double y = north + 0.02 * random.nextGaussian() - zone.id.originNorthingMetres();
    double z = up + 0.02 * random.nextGaussian();
    if (x < 0 || x >= 32 || y < 0 || y >= 32) {
      return;
    }
    zone.ensureCapacity(zone.size + 1);
    zone.xMillimetres[zone.size] = (int) Math.round(1e3 * x);
    zone.yMillimetres[zone.size] = (int) Math.round(1e3 * y);
    zone.zMillimetres[zone.size] = (int) Math.round(1e3 * z);
    zone.label[zone.size++] = label.lasCode();
  }

  private static void isInTheCrown(Zone zone) {
    assertThat(zone.findings)
        .filteredOn(finding -> finding.obstacle() == ClassLabel.VEGETATION)
        .isNotEmpty()
        .allMatch(ClearanceFinding::isBreach)
        .allSatisfy(finding -> assertThat(finding.distanceMetres()).isLessThan(0.5));
  }

  @Test
  void wireThatGoesOnBehindTheCrownIsABreach() {
    Zone corner = zone(0, 6.5, ClassLabel.VEGETATION);
    wires.process(corner);
    assertThat(corner.spans).hasSize(1);
    assertThat(corner.spans.getFirst().toMetres() - corner.spans.getFirst().fromMetres())
        .isCloseTo(WIRE_METRES, within(0.5));
    isInTheCrown(corner);
  }

  @Test
  void wireThatAZoneBesideHasShownIsABreachThoughTheCrownIsAtItsEnd() {
    wires.process(zone(1, 2, ClassLabel.CONDUCTOR));
    Zone corner = zone(0, 2, ClassLabel.CONDUCTOR);
    wires.process(corner);
    assertThat(corner.spans).hasSize(1);
    isInTheCrown(corner);
  }
}
