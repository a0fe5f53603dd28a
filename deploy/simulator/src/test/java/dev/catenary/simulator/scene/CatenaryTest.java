package dev.catenary.simulator.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CatenaryTest {
  /** Level span: sag = c (cosh(L / 2c) - 1); for c = 1000 m, L = 300 m worked by hand. */
  @Test
  void sagOfALevelSpanIsThatOfTheFormula() {
    Catenary curve = new Catenary(300, 0, 1_000);
    assertThat(curve.sagMetres()).isCloseTo(11.27111, within(1e-5));
    assertThat(curve.lowestMetres()).isCloseTo(150, within(1e-9));
    assertThat(curve.heightMetres(300)).isCloseTo(0, within(1e-9));
  }

  @Test
  void anInclinedSpanEndsAtItsFarSupport() {
    Catenary curve = new Catenary(80, 7.5, 882);
    assertThat(curve.heightMetres(80)).isCloseTo(7.5, within(1e-9));
    assertThat(curve.heightMetres(0)).isZero();
    double slope = (curve.heightMetres(40.001) - curve.heightMetres(39.999)) / 0.002;
    assertThat(slope).isCloseTo(Math.sinh((40 - curve.lowestMetres()) / 882), within(1e-6));
  }

  /** Each piece of a strung wire ends on the curve, and its middle is within a millimetre of it. */
  @Test
  void aStrungWireFollowsTheCurve() {
    Terrain flat = new Terrain(-10, 210, -10, 10, (east, north) -> 0);
    SceneParts parts = new SceneParts(flat);
    parts.string(new Point(0, 0, 20), new Point(190, 0, 20), Conductor.TRANSMISSION);
    Catenary curve = new Catenary(190, 0, Conductor.TRANSMISSION.constantMetres());
    double lowest = Double.POSITIVE_INFINITY;
    for (Shape shape : parts.shapes()) {
      Shape.Bounds bounds = shape.bounds();
      double radius = Conductor.TRANSMISSION.diameterMetres() / 2;
      double middle = (bounds.x0() + bounds.x1()) / 2;
      double chord = (bounds.z0() + bounds.z1()) / 2;
      assertThat(chord).isCloseTo(20 + curve.heightMetres(middle), within(1e-3));
      lowest = Math.min(lowest, bounds.z0() + radius);
    }
    assertThat(20 - lowest).isCloseTo(curve.sagMetres(), within(1e-3));
  }
}
