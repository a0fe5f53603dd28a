package dev.catenary.inference.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.ClearanceFinding;
import dev.catenary.proto.zone.Zone;
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

  private Zone zone(int row, double crownAlong, ClassLabel wireInTheCrown) {
    PlacedZone placed = new PlacedZone(random, 0, row).ground();
    SimulatedSpan wire =
        new SimulatedSpan(random, 0, CORNER_NORTH, HEIGHT, Math.PI / 4, 45, 900, 0).seen(0, 45, 12);
    for (int i = 0; i < wire.points.size(); i++) {
      double east = wire.points.x[i];
      double north = wire.points.y[i];
      double along = Math.hypot(east, north - CORNER_NORTH);
      boolean isIn = Math.abs(along - crownAlong) < CROWN_RADIUS;
      placed.put(east, north, wire.points.z[i], isIn ? wireInTheCrown : ClassLabel.CONDUCTOR);
    }
    double up = wire.z(crownAlong);
    return placed.crown(wire.x(crownAlong), wire.y(crownAlong), up, CROWN_RADIUS).zone;
  }

  private static void isInTheCrown(Zone zone) {
    assertThat(zone.findings)
        .filteredOn(finding -> finding.obstacle() == ClassLabel.VEGETATION)
        .isNotEmpty()
        .allMatch(ClearanceFinding::isViolation)
        .allSatisfy(finding -> assertThat(finding.distanceMetres()).isLessThan(0.5));
  }

  @Test
  void wireThatGoesOnBehindTheCrownIsAViolation() {
    Zone corner = zone(0, 6.5, ClassLabel.VEGETATION);
    wires.process(corner);
    assertThat(corner.spans).hasSize(1);
    assertThat(corner.spans.getFirst().toMetres() - corner.spans.getFirst().fromMetres())
        .isCloseTo(WIRE_METRES, within(0.5));
    isInTheCrown(corner);
  }

  @Test
  void wireThatAZoneBesideHasShownIsAViolationThoughTheCrownIsAtItsEnd() {
    wires.process(zone(1, 2, ClassLabel.CONDUCTOR));
    Zone corner = zone(0, 2, ClassLabel.CONDUCTOR);
    wires.process(corner);
    assertThat(corner.spans).hasSize(1);
    isInTheCrown(corner);
  }
}
