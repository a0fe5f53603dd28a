package dev.catenary.inference.voxel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.inference.scene.Scene;
import dev.catenary.proto.zone.Zone;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class ZoneFeaturesTest {
  private final ZoneFeatures features = new ZoneFeatures();

  @Test
  void turningTheZoneAQuarterChangesNoFeature() {
    Zone zone =
        new Scene(4).ground(0.1, 0.05, 4).tree(9, 9, 12, 4, 2_000).wire(0.4, 3, 9, 8).zone();
    features.fill(zone);
    float[][] before = new float[zone.size][Feature.COUNT];
    for (int i = 0; i < zone.size; i++) {
      int row = features.pyramid().finest().ofPoint(i);
      for (Feature feature : Feature.values()) {
        before[i][feature.ordinal()] = features.value(row, feature);
      }
    }
    for (int i = 0; i < zone.size; i++) {
      int x = zone.xMillimetres[i];
      zone.xMillimetres[i] = 31_999 - zone.yMillimetres[i];
      zone.yMillimetres[i] = x;
    }
    features.fill(zone);
    for (int i = 0; i < zone.size; i++) {
      int row = features.pyramid().finest().ofPoint(i);
      for (Feature feature : Feature.values()) {
        assertThat(features.value(row, feature))
            .describedAs("%s of point %d", feature, i)
            .isCloseTo(before[i][feature.ordinal()], within(0.02f));
      }
    }
  }

  @Property(tries = 100)
  void everyFeatureIsFiniteWhateverThePoints(@ForAll Random random) {
    Scene scene = new Scene(random.nextLong());
    int points = random.nextInt(400);
    for (int i = 0; i < points; i++) {
      scene.put(
          random.nextDouble() * 32,
          random.nextInt(32),
          random.nextInt(20) == 0 ? random.nextInt() / 2_000 : random.nextInt(50));
    }
    features.fill(scene.zone());
    for (int row = 0; row < features.rows(); row++) {
      for (Feature feature : Feature.values()) {
        assertThat(Float.isFinite(features.value(row, feature)))
            .describedAs("%s", feature)
            .isTrue();
      }
    }
  }

  @Test
  void wireIsLinearLevelHighAndHasAirBelow() {
    Scene scene = new Scene(5).ground(0, 0, 10);
    int first = scene.size();
    scene.wire(0.3, 0, 9, 20);
    features.fill(scene.zone());
    double air = 0;
    for (int i = first; i < scene.size(); i++) {
      int row = features.pyramid().finest().ofPoint(i);
      air += features.value(row, Feature.AIR_BELOW_1) / (scene.size() - first);
      assertThat(features.value(row, Feature.LINEARITY_1)).isGreaterThan(0.9f);
      assertThat(features.value(row, Feature.MAIN_VERTICAL_1)).isLessThan(0.2f);
      assertThat(features.value(row, Feature.HEIGHT)).isBetween(8.5f, 10.5f);
    }
    // A cube of the wire may stand on another where the wire climbs from one to the next.
    assertThat(air).isGreaterThan(6);
  }

  @Test
  void roofIsPlanarAndLevel() {
    Scene scene = new Scene(6).ground(0, 0, 10);
    int first = scene.size();
    scene.roof(16, 16, 10, 6, 3_000);
    features.fill(scene.zone());
    double planarity = 0;
    double level = 0;
    for (int i = first; i < scene.size(); i++) {
      int row = features.pyramid().finest().ofPoint(i);
      planarity += features.value(row, Feature.PLANARITY_1) / (scene.size() - first);
      level += features.value(row, Feature.NORMAL_VERTICAL_1) / (scene.size() - first);
    }
    assertThat(planarity).isGreaterThan(0.75);
    assertThat(level).isGreaterThan(0.95);
  }
}
