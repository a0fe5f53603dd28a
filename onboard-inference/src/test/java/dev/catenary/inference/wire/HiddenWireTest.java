package dev.catenary.inference.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.ClearanceFinding;
import dev.catenary.proto.zone.Zone;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A wire over three zones in a row; in the one amid stands a crown 1 m north of it, so large that
 * nothing of the wire is seen there. Another wire beside may be seen in all of them.
 */
final class HiddenWireTest {
  private static final double NORTH = 16;
  private static final double CROWN_EAST = 50;
  private static final double CROWN_RADIUS = 2;

  private final Random random = new Random(14);
  private final SimulatedSpan wire = wire(NORTH);
  private final SimulatedSpan other = wire(NORTH - 6);
  private final ZoneWires wires = new ZoneWires(TestRules.still(2.5), new SurveyMemory());

  private SimulatedSpan wire(double north) {
    return new SimulatedSpan(random, 0, north, 14, 0, 96, 900, 0).seen(0, 96, 12);
  }

  private PlacedZone zone(int column) {
    PlacedZone placed = new PlacedZone(random, column, 0).ground();
    return column == 1
        ? placed.crown(CROWN_EAST, NORTH + 1 + CROWN_RADIUS, wire.z(CROWN_EAST), CROWN_RADIUS)
        : placed.wire(wire, ClassLabel.CONDUCTOR);
  }

  private static void isTheCrown(List<ClearanceFinding> findings) {
    assertThat(findings)
        .filteredOn(finding -> finding.obstacle() == ClassLabel.VEGETATION && finding.isViolation())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.distanceMetres()).isCloseTo(1, within(0.25));
              assertThat(finding.wireNorthingMetres()).isCloseTo(NORTH, within(0.1));
              assertThat(finding.wireEastingMetres()).isCloseTo(CROWN_EAST, within(1.0));
            });
  }

  @Test
  void crownIsFoundByTheLastOfTheTwoThatShowTheWire() {
    Zone last = zone(2).zone;
    wires.process(zone(0).zone);
    wires.process(zone(1).zone);
    wires.process(last);
    isTheCrown(last.findings);
  }

  @Test
  void crownIsFoundByItsOwnZoneWhenThatComesLast() {
    Zone crown = zone(1).zone;
    wires.process(zone(0).zone);
    wires.process(zone(2).zone);
    wires.process(crown);
    isTheCrown(crown.findings);
  }

  /** The zone amid shows the wire's first metres only, up to 40 m east. */
  @Test
  void zoneThatShowsAPieceOfTheWireDoesNotAnswerForTheRest() {
    PlacedZone amid = new PlacedZone(random, 1, 0).ground();
    for (int i = 0; i < wire.points.size(); i++) {
      if (wire.points.x[i] < 40) {
        amid.put(wire.points.x[i], wire.points.y[i], wire.points.z[i], ClassLabel.CONDUCTOR);
      }
    }
    amid.crown(CROWN_EAST, NORTH + 1 + CROWN_RADIUS, wire.z(CROWN_EAST), CROWN_RADIUS);
    Zone last = zone(2).zone;
    wires.process(zone(0).zone);
    wires.process(amid.zone);
    wires.process(last);
    isTheCrown(last.findings);
  }

  /**
   * Points of a wire that an earlier zone took for a building are remembered as one, and are no
   * obstacle.
   */
  @Test
  void pointsOfTheWireItselfAreNoObstacle() {
    Zone last = zone(2).zone;
    wires.process(zone(0).zone);
    wires.process(new PlacedZone(random, 1, 0).ground().wire(wire, ClassLabel.BUILDING).zone);
    wires.process(last);
    assertThat(last.spans).hasSize(1);
    assertThat(last.findings).noneMatch(ClearanceFinding::isViolation);
  }

  @Test
  void anotherWireThatIsSeenDoesNotAnswerForTheHiddenOne() {
    Zone last = zone(2).wire(other, ClassLabel.CONDUCTOR).zone;
    wires.process(zone(0).wire(other, ClassLabel.CONDUCTOR).zone);
    wires.process(zone(1).wire(other, ClassLabel.CONDUCTOR).zone);
    wires.process(last);
    isTheCrown(last.findings);
  }
}
