package dev.catenary.inference.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.inference.wire.clearance.ClearanceRules;
import dev.catenary.inference.wire.fitting.Catenary;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.WireSpan;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A span of 80 m between two poles, over four zones of 32 m, and the spans before and after it. */
final class SpansOverZonesTest {
  private static final double NORTH = 16.3;

  private final Random random = new Random(4);
  private final SimulatedSpan before = span(-75);
  private final SimulatedSpan middle = span(5);
  private final SimulatedSpan after = span(85);

  private SimulatedSpan span(double east) {
    return new SimulatedSpan(random, east, NORTH, 14, 0, 80, 600, 0).seen(0, 80, 12);
  }

  private Zone zone(int column) {
    Zone zone = new Zone(new ZoneId("EPSG:32755", 32, column, 0), 16);
    for (SimulatedSpan span : List.of(before, middle, after)) {
      for (int i = 0; i < span.points.size(); i++) {
        put(zone, span.points.x[i], span.points.y[i], span.points.z[i], ClassLabel.CONDUCTOR);
      }
    }
    for (double east : new double[] {-75, 5, 85}) {
      for (int i = 0; i < 300; i++) {
        put(zone, east, NORTH, 14 * random.nextDouble(), ClassLabel.TOWER);
      }
    }
    for (int i = 0; i < 2_000; i++) {
      double east = column * 32 + 32 * random.nextDouble();
      put(zone, east, 32 * random.nextDouble(), 0, ClassLabel.GROUND);
    }
    return zone;
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
  void lastZoneOfASpanKnowsItFromSupportToSupport() {
    ZoneWires wires = new ZoneWires(ClearanceRules.NONE, new SurveyMemory());
    List<Zone> zones = new ArrayList<>();
    for (int column = 0; column <= 2; column++) {
      Zone zone = zone(column);
      wires.process(zone);
      zones.add(zone);
    }
    WireSpan span =
        zones.getLast().spans.stream()
            .filter(one -> Math.abs(one.sagMetres() - middle.sagMetres()) < 0.3)
            .findFirst()
            .orElseThrow();
    assertThat(span.fromSeen() && span.toSeen()).isTrue();
    assertThat(span.toMetres() - span.fromMetres()).isCloseTo(80, within(5.0));
    Catenary wire =
        new Catenary(
            span.anchorEastingMetres(),
            span.anchorNorthingMetres(),
            span.headingEast(),
            span.headingNorth(),
            span.heightMetres(),
            span.slope(),
            span.perMetre(),
            span.fromMetres(),
            span.toMetres());
    assertThat(wire.sagMetres(wire.along(5, NORTH), wire.along(85, NORTH)))
        .isCloseTo(middle.sagMetres(), within(0.05));
  }

  @Test
  void zoneAloneKnowsOnlyItsOwnPiece() {
    Zone zone = zone(1);
    new ZoneWires(ClearanceRules.NONE).process(zone);
    assertThat(zone.spans).hasSize(1);
    assertThat(zone.spans.getFirst().toMetres() - zone.spans.getFirst().fromMetres())
        .isCloseTo(32, within(0.5));
    assertThat(zone.spans.getFirst().fromSeen()).isFalse();
  }
}
