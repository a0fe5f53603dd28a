package dev.catenary.inference.wire.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.inference.wire.SimulatedSpan;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

final class CatenaryFitterTest {
  private static final double GATE_METRES = 0.5;

  private static CatenaryFit fit(SimulatedSpan span) {
    return Objects.requireNonNull(
        new CatenaryFitter().fit(span.points, span.all(), span.points.size(), null, GATE_METRES));
  }

  /** Sag between the true attachments, whatever part was seen. */
  private static double sag(Catenary wire, SimulatedSpan span) {
    return wire.sagMetres(
        wire.along(span.x(0), span.y(0)),
        wire.along(span.x(span.lengthMetres), span.y(span.lengthMetres)));
  }

  private static void knowsSagAndClearance(SimulatedSpan span) {
    Catenary wire = fit(span).wire();
    assertThat(sag(wire, span)).isCloseTo(span.sagMetres(), within(0.05));
    double one = wire.along(span.x(0), span.y(0));
    double other = wire.along(span.x(span.lengthMetres), span.y(span.lengthMetres));
    Catenary whole = wire.between(Math.min(one, other), Math.max(one, other));
    for (double s = 0; s <= span.lengthMetres; s += span.lengthMetres / 16) {
      double x = span.x(s) + 1.5 * Math.sin(span.headingRad);
      double y = span.y(s) - 1.5 * Math.cos(span.headingRad);
      double z = span.z(s) - 2;
      assertThat(whole.distance(x, y, z)).isCloseTo(span.distance(x, y, z), within(0.1));
    }
  }

  @Property(tries = 60)
  void sagAndClearanceOfASpanWithHalfTheWireMissing(
      @ForAll long seed,
      @ForAll @DoubleRange(max = 6.3) double heading,
      @ForAll @DoubleRange(min = 30, max = 350) double length,
      @ForAll @DoubleRange(min = 300, max = 2_000) double a,
      @ForAll @DoubleRange(min = -12, max = 12) double rise) {
    SimulatedSpan span =
        new SimulatedSpan(new Random(seed), 20, 30, 100, heading, length, a, rise)
            .seen(0, 0.25 * length, 10)
            .seen(0.5 * length, 0.75 * length, 10)
            .outliers((int) length, 3);
    knowsSagAndClearance(span);
  }

  @Property(tries = 60)
  void sagAndClearanceWhenTheMiddleIsMissing(
      @ForAll long seed,
      @ForAll @DoubleRange(max = 6.3) double heading,
      @ForAll @DoubleRange(min = 30, max = 350) double length,
      @ForAll @DoubleRange(min = 300, max = 2_000) double a) {
    SimulatedSpan span =
        new SimulatedSpan(new Random(seed), -5, 3, 40, heading, length, a, 2)
            .seen(0, 0.25 * length, 10)
            .seen(0.75 * length, length, 10)
            .outliers((int) length, 3);
    knowsSagAndClearance(span);
  }

  @Property(tries = 40)
  void turningAndMovingThePointsTurnsAndMovesTheWire(
      @ForAll long seed,
      @ForAll @DoubleRange(max = 6.3) double turn,
      @ForAll @DoubleRange(min = -900, max = 900) double east,
      @ForAll @DoubleRange(min = -900, max = 900) double up) {
    SimulatedSpan here =
        new SimulatedSpan(new Random(seed), 0, 0, 50, 0.3, 90, 700, 3)
            .seen(0, 90, 8)
            .outliers(60, 2);
    SimulatedSpan there =
        new SimulatedSpan(new Random(seed), east, -east, 50 + up, 0.3 + turn, 90, 700, 3);
    for (int i = 0; i < here.points.size(); i++) {
      double x = here.points.x[i];
      double y = here.points.y[i];
      there.points.add(
          east + x * Math.cos(turn) - y * Math.sin(turn),
          -east + x * Math.sin(turn) + y * Math.cos(turn),
          here.points.z[i] + up,
          i);
    }
    Catenary one = fit(here).wire();
    Catenary other = fit(there).wire();
    for (double s = 0; s <= 90; s += 9) {
      assertThat(other.distance(there.x(s), there.y(s), there.z(s) + 1))
          .isCloseTo(one.distance(here.x(s), here.y(s), here.z(s) + 1), within(1e-4));
    }
  }

  @Test
  void errorEstimateIsTheSpreadOfManyFits() {
    double squares = 0;
    double stated = 0;
    int fits = 200;
    for (int seed = 0; seed < fits; seed++) {
      SimulatedSpan span =
          new SimulatedSpan(new Random(seed), 0, 0, 20, 0.7, 60, 500, 0).seen(0, 60, 3);
      CatenaryFit fit = fit(span);
      double at = fit.wire().along(span.x(30), span.y(30));
      double error = fit.wire().z(at) - span.z(30);
      squares += error * error / fits;
      stated += fit.errorUpMetres(at) / fits;
    }
    assertThat(stated / Math.sqrt(squares)).isBetween(0.75, 1.35);
  }

  @Test
  void straightWireStaysStraight() {
    Random random = new Random(3);
    WirePoints points = new WirePoints();
    int[] all = new int[200];
    for (int i = 0; i < 200; i++) {
      all[i] = i;
      double s = random.nextDouble() * 20;
      points.add(s, 2 * s, 9 - 0.1 * s + 0.02 * random.nextGaussian(), i);
    }
    CatenaryFit fit =
        Objects.requireNonNull(new CatenaryFitter().fit(points, all, 200, null, GATE_METRES));
    assertThat(fit.wire().sagMetres(fit.wire().from(), fit.wire().to())).isLessThan(0.03);
    assertThat(fit.noiseUpMetres()).isBetween(0.015, 0.025);
  }

  @Test
  void twoPointsAreNoWire() {
    WirePoints points = new WirePoints();
    points.add(0, 0, 0, 0);
    points.add(5, 0, 0, 1);
    assertThat(new CatenaryFitter().fit(points, new int[] {0, 1}, 2, null, GATE_METRES)).isNull();
  }

  @Test
  void pointsOnOnePlaceAreNoWire() {
    WirePoints points = new WirePoints();
    int[] all = new int[50];
    for (int i = 0; i < 50; i++) {
      all[i] = i;
      points.add(1, 1, 1, i);
    }
    assertThat(new CatenaryFitter().fit(points, all, 50, null, GATE_METRES)).isNull();
  }
}
