package dev.catenary.inference.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.inference.wire.clearance.ClearanceRule;
import dev.catenary.inference.wire.clearance.ClearanceRules;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.ClearanceFinding;
import dev.catenary.proto.zone.Zone;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A twig that reaches to 0.15 m below a wire, and points of the wire that are taken for leaves. */
final class TouchingTwigTest {
  private static final double NORTH = 16;
  private static final double UP = 12;

  private final Random random = new Random(27);
  private final SimulatedSpan span =
      new SimulatedSpan(random, 0, NORTH, UP, 0, 32, 900, 0).seen(0, 32, 20);

  private PlacedZone wire() {
    return new PlacedZone(random, 0, 0).ground().wire(span, ClassLabel.CONDUCTOR);
  }

  private static Zone processed(PlacedZone placed) {
    new ZoneWires(TestRules.still(0.5), new SurveyMemory()).process(placed.zone);
    return placed.zone;
  }

  @Test
  void twigNearerThanThirtyCentimetresIsAViolationAtItsDistance() {
    PlacedZone placed = wire().crown(16, NORTH, UP - 4, 2);
    double wireUp = span.z(16);
    for (int i = 0; i < 60; i++) {
      double up = wireUp - 0.15 - 2 * random.nextDouble();
      placed.put(16 + 0.02 * random.nextGaussian(), NORTH, up, ClassLabel.VEGETATION);
    }
    for (int i = 0; i < 4; i++) {
      placed.put(16, NORTH, wireUp - 0.15 - 0.01 * i, ClassLabel.VEGETATION);
    }
    assertThat(processed(placed).findings)
        .filteredOn(finding -> finding.obstacle() == ClassLabel.VEGETATION)
        .singleElement()
        .satisfies(finding -> assertThat(finding.distanceMetres()).isCloseTo(0.15, within(0.05)))
        .matches(ClearanceFinding::isViolation);
  }

  @Test
  void pointsOfTheWireThatAreTakenForLeavesAreNoTwig() {
    PlacedZone placed = wire();
    for (int i = 0; i < 5; i++) {
      placed.put(16 + 0.05 * i, NORTH, span.z(16) - 0.2, ClassLabel.VEGETATION);
    }
    Zone zone = processed(placed);
    assertThat(zone.findings)
        .noneMatch(finding -> finding.obstacle() == ClassLabel.VEGETATION && finding.isViolation());
  }

  /** Only a piece of the span is known here: the finding says so, and how near or far it may be. */
  @Test
  void findingOfAPieceSaysThatItsEndIsUnseenAndItsInterval() {
    ClearanceRule swings =
        new ClearanceRule(
            "r", "any", "any", 0, 500, "any", 0, 0.5, 3, 0, 0, Math.toRadians(30), 0, 100);
    Zone zone = wire().crown(16, NORTH + 5, UP - 1, 1.5).zone;
    new ZoneWires(new ClearanceRules("v 1", java.util.List.of(swings)), new SurveyMemory())
        .process(zone);
    ClearanceFinding finding =
        zone.findings.stream()
            .filter(one -> one.obstacle() == ClassLabel.VEGETATION)
            .findFirst()
            .orElseThrow();
    // A span of 100 m with a = 900 m is 1.39 m deep, one of 500 m 34.7 m, the piece of 32 m 0.14 m.
    assertThat(finding.loading().endUnseen()).isTrue();
    assertThat(finding.loading().spanMetres()).isEqualTo(100);
    assertThat(finding.loading().leastMetres()).isLessThan(finding.loadedDistanceMetres() - 0.3);
    assertThat(finding.loading().mostMetres())
        .isGreaterThan(finding.loadedDistanceMetres() + 0.3)
        .isLessThan(finding.distanceMetres() + 0.01);
  }
}
