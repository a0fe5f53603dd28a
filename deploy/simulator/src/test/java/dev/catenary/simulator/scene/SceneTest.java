package dev.catenary.simulator.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SceneTest {
  private static final double RANGE_MAX = 120;

  /**
   * Leaves draw lots, in the order in which they are asked: they are left out of the comparison.
   */
  @ParameterizedTest
  @EnumSource(SceneKind.class)
  void theGridFindsWhatAskingEveryShapeFinds(SceneKind kind) {
    Scene scene = Corridor.build(kind, 60, 3).scene();
    Beam beam = new Beam(0.01, 0.003);
    Echoes byGrid = scene.newEchoes();
    Echoes byAll = scene.newEchoes();
    Random directions = new Random(1);
    int compared = 0;
    for (int i = 0; i < 5_000; i++) {
      aim(beam, directions);
      scene.cast(beam, RANGE_MAX, byGrid, new SplittableRandom(1));
      scene.castAtAll(beam, RANGE_MAX, byAll, new SplittableRandom(1));
      if (hasLeaves(byGrid) || hasLeaves(byAll)) {
        continue;
      }
      assertThat(byGrid.size).isEqualTo(byAll.size);
      for (int echo = 0; echo < byAll.size; echo++) {
        assertThat(byGrid.rangeMetres[echo]).isEqualTo(byAll.rangeMetres[echo]);
        assertThat(byGrid.object[echo]).isEqualTo(byAll.object[echo]);
      }
      compared++;
    }
    assertThat(compared).isGreaterThan(2_000);
  }

  @Test
  void groundIsMetWhereTheTerrainIs() {
    Scene scene = Corridor.build(SceneKind.RURAL_DISTRIBUTION, 60, 3).scene();
    Beam beam = new Beam(0.01, 0.003);
    Echoes echoes = scene.newEchoes();
    Random directions = new Random(2);
    int met = 0;
    for (int i = 0; i < 5_000; i++) {
      aim(beam, directions);
      scene.cast(beam, RANGE_MAX, echoes, new SplittableRandom(1));
      for (int echo = 0; echo < echoes.size; echo++) {
        if (echoes.what[echo] == TrueClass.GROUND) {
          double range = echoes.rangeMetres[echo];
          double east = beam.x + range * beam.dx;
          double north = beam.y + range * beam.dy;
          double up = beam.z + range * beam.dz;
          assertThat(up).isCloseTo(scene.terrain().heightMetres(east, north), within(2e-3));
          met++;
        }
      }
    }
    assertThat(met).isGreaterThan(1_000);
  }

  @Test
  void someTreesStandTooCloseToAConductor() {
    assertThat(Corridor.build(SceneKind.RURAL_DISTRIBUTION, 300, 1).treesTooClose())
        .isBetween(2, 12);
    assertThat(Corridor.build(SceneKind.WATERSIDE, 300, 1).treesTooClose()).isZero();
  }

  /** A wire of a tenth of the beam's width in its middle takes about 2 / (5 pi) of its light. */
  @Test
  void aThinWireTakesASmallPartOfTheBeam() {
    assertThat(Footprint.coveredByStrip(0.05, 0.005, 0)).isCloseTo(0.4 / Math.PI, within(1e-3));
    assertThat(Footprint.coveredByStrip(0.05, 0.005, 0.06)).isZero();
    assertThat(Footprint.coveredByStrip(0.05, 0.2, 0)).isEqualTo(1);
  }

  private static void aim(Beam beam, Random random) {
    beam.x = random.nextDouble() * 60;
    beam.y = 7;
    beam.z = 38;
    double turn = random.nextDouble() * 2 * Math.PI;
    double down = Math.toRadians(random.nextDouble() * 100 - 90);
    beam.dx = Math.cos(turn) * Math.cos(down);
    beam.dy = Math.sin(turn) * Math.cos(down);
    beam.dz = Math.sin(down);
  }

  private static boolean hasLeaves(Echoes echoes) {
    for (int i = 0; i < echoes.size; i++) {
      if (echoes.what[i] == TrueClass.VEGETATION) {
        return true;
      }
    }
    return false;
  }
}
