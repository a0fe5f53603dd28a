package dev.catenary.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.inference.scene.Scene;
import dev.catenary.inference.voxel.Feature;
import dev.catenary.inference.voxel.VoxelGrid;
import dev.catenary.inference.voxel.ZoneFeatures;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** A crown and a roof of one height, side by side on level ground. */
final class FoliageTest {
  private static final byte FIRST_OF_TWO = 0x21;
  private static final int GROUND_AND_ROOF = 32 * 32 * 20 + 3_000;

  private final ZoneFeatures features = new ZoneFeatures();
  private final Foliage foliage = new Foliage();

  private static Scene place() {
    return new Scene(3).ground(0, 0, 20).roof(24, 16, 10, 6, 3_000).tree(8, 16, 8, 3, 2_000);
  }

  /** Pulses come back twice from the points of a range. */
  private static Scene partedFrom(Scene scene, int first) {
    for (int point = first; point < scene.size(); point++) {
      scene.zone().lasReturns[point] = FIRST_OF_TWO;
    }
    return scene;
  }

  /** Cubes of the crown, then those of the roof, for which something is true. */
  private double[] shares(Scene scene, IntPredicate test) {
    features.fill(scene.zone());
    foliage.fill(features);
    VoxelGrid finest = features.pyramid().finest();
    int[] all = new int[2];
    int[] found = new int[2];
    for (int row = 0; row < features.rows(); row++) {
      if (features.value(row, Feature.HEIGHT) > 1) {
        int which = finest.meanXMetres(row) < 16 ? 0 : 1;
        all[which]++;
        found[which] += test.test(row) ? 1 : 0;
      }
    }
    return new double[] {(double) found[0] / all[0], (double) found[1] / all[1]};
  }

  @Test
  void crownThatPartsPulsesIsFoliageAndARoofIsNot() {
    Scene scene = partedFrom(place(), GROUND_AND_ROOF);
    double[] closed = shares(scene, row -> foliage.isNoRoof(features, row));
    assertThat(closed[0]).isGreaterThan(0.9);
    assertThat(closed[1]).isZero();
    double[] loose = shares(scene, row -> foliage.isLoose(features, row));
    assertThat(loose[0]).isGreaterThan(0.9);
    assertThat(loose[1]).isZero();
  }

  @Test
  void nothingIsFoundWhereTheSensorTellsOneEcho() {
    assertThat(shares(place(), row -> foliage.isNoRoof(features, row))).containsExactly(0, 0);
    assertThat(shares(place(), row -> foliage.isLoose(features, row))).containsExactly(0, 0);
  }

  @Test
  void wallBelowAnEdgeThatPartsPulsesIsNoFoliage() {
    Scene scene = new Scene(4).ground(0, 0, 20);
    int first = scene.size();
    for (double along = 4; along < 28; along += 0.1) {
      for (double up = 0.1; up < 10; up += 0.2) {
        scene.put(8.2, along, 300 + up);
      }
    }
    partedFrom(scene, first);
    features.fill(scene.zone());
    foliage.fill(features);
    int low = 0;
    int found = 0;
    for (int row = 0; row < features.rows(); row++) {
      float height = features.value(row, Feature.HEIGHT);
      if (height > 1 && height < 5) {
        low++;
        found += foliage.isNoRoof(features, row) ? 1 : 0;
      }
    }
    assertThat(low).isGreaterThan(200);
    assertThat(found).isZero();
  }

  @Test
  void whatIsBesideAWireIsLeftAsItWas() {
    Scene scene = partedFrom(place(), GROUND_AND_ROOF);
    double[] loose =
        shares(
            scene,
            row -> {
              foliage.steel(features, row);
              return foliage.isLoose(features, row);
            });
    assertThat(loose[0]).isZero();
  }
}
