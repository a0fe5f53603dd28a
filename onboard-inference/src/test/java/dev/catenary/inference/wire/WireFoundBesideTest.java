package dev.catenary.inference.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.ClearanceFinding;
import dev.catenary.proto.zone.WireSpan;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.Comparator;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Two wires over three zones in a row. The classifier sees both in the first two, and in the third
 * only the one in the south, so that the other is found beside it; there a crown stands 1 m north.
 */
final class WireFoundBesideTest {
  private static final double SOUTH = 12;
  private static final double NORTH = 16;
  private static final double CROWN_EAST = 88;
  private static final double CROWN_RADIUS = 2;

  private final Random random = new Random(12);
  private final SimulatedSpan south = wire(SOUTH);
  private final SimulatedSpan north = wire(NORTH);
  private final ZoneWires wires = new ZoneWires(TestRules.still(2.5), new SurveyMemory());

  private SimulatedSpan wire(double y) {
    return new SimulatedSpan(random, 0, y, 14, 0, 96, 900, 0).seen(0, 96, 12);
  }

  private Zone zone(int column) {
    Zone zone = new Zone(new ZoneId("EPSG:32755", 32, column, 0), 16);
    put(zone, south, ClassLabel.CONDUCTOR);
    put(zone, north, column < 2 ? ClassLabel.CONDUCTOR : ClassLabel.UNCLASSIFIED);
    for (int i = 0; i < 3_000; i++) {
      double east = column * 32 + 32 * random.nextDouble();
      put(zone, east, 32 * random.nextDouble(), 0, ClassLabel.GROUND);
    }
    return zone;
  }

  private static void put(Zone zone, SimulatedSpan span, ClassLabel label) {
    for (int i = 0; i < span.points.size(); i++) {
      put(zone, span.points.x[i], span.points.y[i], span.points.z[i], label);
    }
  }

  private void crown(Zone zone) {
    for (int i = 0; i < 4_000; i++) {
      double turn = 2 * Math.PI * random.nextDouble();
      double up = 2 * random.nextDouble() - 1;
      double out = CROWN_RADIUS * Math.sqrt(1 - up * up);
      put(
          zone,
          CROWN_EAST + out * Math.cos(turn),
          NORTH + 1 + CROWN_RADIUS + out * Math.sin(turn),
          north.z(CROWN_EAST) + CROWN_RADIUS * up,
          ClassLabel.VEGETATION);
    }
  }

  private static void put(Zone zone, double east, double north, double up, ClassLabel label) {
    double x = east - zone.id.originEastingMetres();
    if (x < 0 || x >= 32) {
      return;
    }
    zone.ensureCapacity(zone.size + 1);
    zone.xMillimetres[zone.size] = (int) Math.round(1e3 * x);
    zone.yMillimetres[zone.size] = (int) Math.round(1e3 * north);
    zone.zMillimetres[zone.size] = (int) Math.round(1e3 * up);
    zone.label[zone.size++] = label.lasCode();
  }

  @Test
  void crownBesideItIsABreachOfItsOwnZone() {
    wires.process(zone(0));
    wires.process(zone(1));
    Zone last = zone(2);
    crown(last);
    wires.process(last);
    ClearanceFinding nearest =
        last.findings.stream()
            .filter(finding -> finding.obstacle() == ClassLabel.VEGETATION)
            .min(Comparator.comparingDouble(ClearanceFinding::distanceMetres))
            .orElseThrow();
    assertThat(nearest.distanceMetres()).isCloseTo(1, within(0.15));
    assertThat(nearest.wireNorthingMetres()).isCloseTo(NORTH, within(0.05));
    assertThat(nearest.isBreach()).isTrue();
  }

  @Test
  void itIsCarriedOnOverTheZonesBefore() {
    wires.process(zone(0));
    wires.process(zone(1));
    Zone last = zone(2);
    wires.process(last);
    assertThat(last.spans).hasSize(2);
    for (WireSpan span : last.spans) {
      assertThat(span.toMetres() - span.fromMetres()).isCloseTo(96, within(1.0));
    }
  }
}
