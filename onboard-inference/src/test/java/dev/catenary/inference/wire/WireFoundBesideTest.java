package dev.catenary.inference.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.ClearanceFinding;
import dev.catenary.proto.zone.WireSpan;
import dev.catenary.proto.zone.Zone;
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

  private PlacedZone zone(int column) {
    return new PlacedZone(random, column, 0)
        .wire(south, ClassLabel.CONDUCTOR)
        .wire(north, column < 2 ? ClassLabel.CONDUCTOR : ClassLabel.UNCLASSIFIED)
        .ground();
  }

  @Test
  void crownBesideItIsAViolationOfItsOwnZone() {
    wires.process(zone(0).zone);
    wires.process(zone(1).zone);
    double beside = NORTH + 1 + CROWN_RADIUS;
    Zone last = zone(2).crown(CROWN_EAST, beside, north.z(CROWN_EAST), CROWN_RADIUS).zone;
    wires.process(last);
    ClearanceFinding nearest =
        last.findings.stream()
            .filter(finding -> finding.obstacle() == ClassLabel.VEGETATION)
            .min(Comparator.comparingDouble(ClearanceFinding::distanceMetres))
            .orElseThrow();
    assertThat(nearest.distanceMetres()).isCloseTo(1, within(0.15));
    assertThat(nearest.wireNorthingMetres()).isCloseTo(NORTH, within(0.05));
    assertThat(nearest.isViolation()).isTrue();
  }

  @Test
  void itIsCarriedOnOverTheZonesBefore() {
    wires.process(zone(0).zone);
    wires.process(zone(1).zone);
    Zone last = zone(2).zone;
    wires.process(last);
    assertThat(last.spans).hasSize(2);
    for (WireSpan span : last.spans) {
      assertThat(span.toMetres() - span.fromMetres()).isCloseTo(96, within(1.0));
    }
  }
}
