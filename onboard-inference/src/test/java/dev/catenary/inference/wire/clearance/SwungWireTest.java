package dev.catenary.inference.wire.clearance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.inference.wire.fitting.Catenary;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** Beside a search over all places the wire takes, in steps of centimetres and half degrees. */
final class SwungWireTest {
  private static final Catenary WIRE = new Catenary(0, 0, 1, 0, 20, -0.05, 1 / 600.0, 0, 80);

  private static ClearanceRule rule(double swingDegrees, double addedSag) {
    return new ClearanceRule(
        "r",
        "any",
        "any",
        0,
        500,
        "any",
        0,
        0.5,
        3,
        3,
        6,
        Math.toRadians(swingDegrees),
        addedSag,
        80);
  }

  private static double bySearch(double swing, double added, double x, double y, double z) {
    double nearest = Double.MAX_VALUE;
    for (double s = Math.max(0, x - 3); s <= Math.min(80, x + 3); s += 0.05) {
      double chord = WIRE.z(0) + (WIRE.z(80) - WIRE.z(0)) * s / 80;
      double depth = chord - WIRE.z(s);
      double deepest = depth + added * 4 * (s / 80) * (1 - s / 80);
      for (double angle = -swing; angle <= swing + 1e-9; angle += Math.max(0.25, swing / 60)) {
        for (int step = 0; step <= 20; step++) {
          double radius = depth + (deepest - depth) * step / 20;
          double side = radius * Math.sin(Math.toRadians(angle));
          double up = chord - radius * Math.cos(Math.toRadians(angle));
          double d = Math.sqrt(sq(x - s) + sq(y - side) + sq(z - up));
          nearest = Math.min(nearest, d);
        }
      }
    }
    return nearest;
  }

  private static double sq(double value) {
    return value * value;
  }

  @Property(tries = 200)
  void distanceIsThatOfTheNearestPlaceTheWireTakes(
      @ForAll @DoubleRange(min = 1, max = 79) double x,
      @ForAll @DoubleRange(min = -6, max = 6) double y,
      @ForAll @DoubleRange(min = 8, max = 24) double z,
      @ForAll @DoubleRange(max = 60) double swing,
      @ForAll @DoubleRange(max = 2) double added) {
    double found = new SwungWire(WIRE, true, rule(swing, added)).distance(x, y, z);
    assertThat(found).isCloseTo(bySearch(swing, added, x, y, z), within(0.06));
  }

  @Property(tries = 100)
  void withoutSwingAndSagItIsTheDistanceFromTheWire(@ForAll long seed) {
    Random random = new Random(seed);
    double x = random.nextDouble() * 80;
    double y = 10 * random.nextDouble() - 5;
    double z = 10 + 12 * random.nextDouble();
    assertThat(new SwungWire(WIRE, true, rule(0, 0)).distance(x, y, z))
        .isCloseTo(WIRE.distance(x, y, z), within(0.01));
  }

  @Test
  void spanWithAnUnseenEndIsTakenAsDeepAsInItsMiddle() {
    SwungWire open = new SwungWire(WIRE.between(0, 20), false, rule(30, 0.5));
    assertThat(open.depthMetres(1)).isCloseTo(80 * 80 / 8.0 / 600, within(1e-9));
    assertThat(open.addedMetres(1)).isEqualTo(0.5);
  }
}
