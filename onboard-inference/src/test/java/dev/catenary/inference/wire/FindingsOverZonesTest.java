package dev.catenary.inference.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.inference.wire.clearance.ClearanceRule;
import dev.catenary.inference.wire.clearance.ClearanceRules;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.ClearanceFinding;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A wire 1 m south of the border between two zones, and a crown 1 m north of it. */
final class FindingsOverZonesTest {
  private static final double WIRE_NORTH = 31;
  private static final double CROWN_NORTH = 35;
  private static final double CROWN_RADIUS = 2;
  private static final double HEIGHT = 12;

  private final Random random = new Random(9);
  private final SurveyMemory memory = new SurveyMemory();
  private final ZoneWires wires =
      new ZoneWires(
          new ClearanceRules(
              "test 1",
              List.of(
                  new ClearanceRule("r", "any", "any", 0, 500, "any", 0, 0.5, 3, 3, 5, 0, 0, 80))),
          memory);

  private Zone southern() {
    Zone zone = new Zone(new ZoneId("EPSG:32755", 32, 0, 0), 16);
    for (int i = 0; i < 640; i++) {
      put(zone, 32 * random.nextDouble(), WIRE_NORTH, HEIGHT, ClassLabel.CONDUCTOR);
    }
    ground(zone);
    return zone;
  }

  private Zone northern(double crownNorth) {
    Zone zone = new Zone(new ZoneId("EPSG:32755", 32, 0, 1), 16);
    for (int i = 0; i < 4_000; i++) {
      double turn = 2 * Math.PI * random.nextDouble();
      double up = 2 * random.nextDouble() - 1;
      double out = CROWN_RADIUS * Math.sqrt(1 - up * up);
      put(
          zone,
          16 + out * Math.cos(turn),
          crownNorth + out * Math.sin(turn),
          HEIGHT + CROWN_RADIUS * up,
          ClassLabel.VEGETATION);
    }
    ground(zone);
    return zone;
  }

  private void ground(Zone zone) {
    for (int i = 0; i < 3_000; i++) {
      double north = zone.id.originNorthingMetres() + 32 * random.nextDouble();
      put(zone, 32 * random.nextDouble(), north, 0, ClassLabel.GROUND);
    }
  }

  private static void put(Zone zone, double east, double north, double up, ClassLabel label) {
    zone.ensureCapacity(zone.size + 1);
    zone.xMillimetres[zone.size] = (int) Math.round(1e3 * (east - zone.id.originEastingMetres()));
    zone.yMillimetres[zone.size] = (int) Math.round(1e3 * (north - zone.id.originNorthingMetres()));
    zone.zMillimetres[zone.size] = (int) Math.round(1e3 * up);
    zone.label[zone.size++] = label.lasCode();
  }

  private static List<ClearanceFinding> ofVegetation(Zone zone) {
    return zone.findings.stream()
        .filter(finding -> finding.obstacle() == ClassLabel.VEGETATION)
        .toList();
  }

  private static void isTheCrown(ClearanceFinding finding) {
    double metres = CROWN_NORTH - WIRE_NORTH - CROWN_RADIUS;
    // One point of each quarter of a metre is remembered of a neighbour.
    assertThat(finding.distanceMetres()).isCloseTo(metres, within(0.12));
    assertThat(finding.eastingMetres()).isCloseTo(16, within(0.6));
    assertThat(finding.northingMetres()).isCloseTo(CROWN_NORTH - CROWN_RADIUS, within(0.12));
    assertThat(finding.wireNorthingMetres()).isCloseTo(WIRE_NORTH, within(0.02));
    assertThat(finding.isViolation()).isTrue();
  }

  @Test
  void crownSeenBeforeTheWireIsFoundWithTheWire() {
    Zone crown = northern(CROWN_NORTH);
    wires.process(crown);
    assertThat(crown.findings).isEmpty();
    Zone wire = southern();
    wires.process(wire);
    assertThat(ofVegetation(wire)).hasSize(1).allSatisfy(FindingsOverZonesTest::isTheCrown);
  }

  @Test
  void crownSeenAfterTheWireIsAViolationOfItsOwnZone() {
    Zone wire = southern();
    wires.process(wire);
    assertThat(ofVegetation(wire)).isEmpty();
    Zone crown = northern(CROWN_NORTH);
    wires.process(crown);
    assertThat(ofVegetation(crown)).hasSize(1).allSatisfy(FindingsOverZonesTest::isTheCrown);
    assertThat(crown.spans).hasSize(1);
    assertThat(crown.spans.getFirst().number()).isEqualTo(crown.findings.getFirst().span());
  }

  /** The nearest phase has the fewest points, so that it is the last to be found. */
  @Test
  void nearestOfThreePhasesNextDoorDecides() {
    Zone phases = new Zone(new ZoneId("EPSG:32755", 32, 0, 0), 16);
    for (int i = 0; i < 640; i++) {
      put(phases, 32 * random.nextDouble(), WIRE_NORTH - 1.4, HEIGHT, ClassLabel.CONDUCTOR);
      put(phases, 32 * random.nextDouble(), WIRE_NORTH - 0.7, HEIGHT, ClassLabel.CONDUCTOR);
    }
    for (int i = 0; i < 160; i++) {
      put(phases, 32 * random.nextDouble(), WIRE_NORTH, HEIGHT, ClassLabel.CONDUCTOR);
    }
    ground(phases);
    wires.process(phases);
    assertThat(phases.spans).hasSize(3);
    Zone crown = northern(CROWN_NORTH);
    wires.process(crown);
    assertThat(ofVegetation(crown)).hasSize(2).anySatisfy(FindingsOverZonesTest::isTheCrown);
  }

  /** The wire goes on to the west, and that piece of it is remembered too. */
  @Test
  void wireIsTakenAsTheZoneNearestToTheCrownHasSeenIt() {
    Zone west = new Zone(new ZoneId("EPSG:32755", 32, -1, 0), 16);
    for (int i = 0; i < 640; i++) {
      put(west, -32 * random.nextDouble(), WIRE_NORTH, HEIGHT, ClassLabel.CONDUCTOR);
      put(west, -32 * random.nextDouble(), 32 * random.nextDouble(), 0, ClassLabel.GROUND);
    }
    wires.process(west);
    wires.process(southern());
    Zone crown = northern(CROWN_NORTH);
    wires.process(crown);
    assertThat(ofVegetation(crown)).hasSize(1).allSatisfy(FindingsOverZonesTest::isTheCrown);
  }

  /** A wire that was seen while its zone was open may be withdrawn when it closes. */
  @Test
  void wireThatIsWithdrawnMakesNoViolationNextDoor() {
    wires.process(southern());
    Zone closed = southern();
    for (int i = 0; i < closed.size; i++) {
      closed.label[i] = ClassLabel.GROUND.lasCode();
    }
    wires.process(closed);
    assertThat(closed.spans).isEmpty();
    Zone crown = northern(CROWN_NORTH);
    wires.process(crown);
    assertThat(crown.findings).isEmpty();
    assertThat(crown.spans).isEmpty();
  }

  @Test
  void wireBesideThatNothingIsTooNearToLeavesNoTrace() {
    wires.process(southern());
    Zone crown = northern(48);
    wires.process(crown);
    assertThat(crown.spans).isEmpty();
    assertThat(crown.findings).isEmpty();
  }
}
