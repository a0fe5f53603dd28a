package dev.catenary.inference.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.inference.wire.clearance.ClearanceRule;
import dev.catenary.inference.wire.clearance.ClearanceRules;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.ClearanceFinding;
import dev.catenary.proto.zone.Zone;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rules that ask for more than is looked at without one: they are applied too. */
final class FarRulesTest {
  private static final double METRES = 60;
  private static final double NORTH = 16;

  private final Random random = new Random(15);
  private final ZoneWires wires =
      new ZoneWires(
          new ClearanceRules(
              "far 1",
              List.of(
                  new ClearanceRule(
                      "far", "any", "any", 0, 500, "any", 0, 0.5, METRES, 0, METRES, 0, 0, 80))),
          new SurveyMemory());

  private PlacedZone wire(double up) {
    SimulatedSpan span = new SimulatedSpan(random, 0, NORTH, up, 0, 32, 900, 0).seen(0, 32, 12);
    return new PlacedZone(random, 0, 0).ground().wire(span, ClassLabel.CONDUCTOR);
  }

  private PlacedZone crown() {
    return new PlacedZone(random, 0, 2).ground().crown(16, 70, 12, 3);
  }

  private static void isViolation(Zone zone, ClassLabel obstacle, double metres) {
    assertThat(zone.findings)
        .filteredOn(finding -> finding.obstacle() == obstacle)
        .singleElement()
        .satisfies(finding -> assertThat(finding.distanceMetres()).isCloseTo(metres, within(0.3)))
        .matches(ClearanceFinding::isViolation);
  }

  @Test
  void groundBelowAWireIsAViolation() {
    Zone zone = wire(50).zone;
    wires.process(zone);
    isViolation(zone, ClassLabel.GROUND, 50 - 0.14);
  }

  @Test
  void crownTwoZonesOnIsAViolationOfTheWiresZone() {
    wires.process(crown().zone);
    Zone zone = wire(12).zone;
    wires.process(zone);
    isViolation(zone, ClassLabel.VEGETATION, 70 - 3 - NORTH);
  }

  @Test
  void crownTwoZonesOnIsAViolationOfItsOwnZone() {
    wires.process(wire(12).zone);
    Zone zone = crown().zone;
    wires.process(zone);
    isViolation(zone, ClassLabel.VEGETATION, 70 - 3 - NORTH);
  }
}
