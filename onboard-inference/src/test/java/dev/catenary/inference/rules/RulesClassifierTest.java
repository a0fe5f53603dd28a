package dev.catenary.inference.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.inference.scene.Scene;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RulesClassifierTest {
  private final RulesClassifier rules = new RulesClassifier();

  private static double share(Scene scene, int from, int to, ClassLabel label) {
    int hits = 0;
    for (int i = from; i < to; i++) {
      hits += scene.zone().label[i] == label.lasCode() ? 1 : 0;
    }
    return (double) hits / (to - from);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0, 18, 5",
    "0.4, 18, 5",
    "0.8, 200, 60",
    "1.57, 18, 3",
    "2.5, 500, 200",
    "0.3, 5, 2"
  })
  void wireIsFoundAtEveryHeadingAndDensity(double heading, double perSquareMetre, double perMetre) {
    Scene scene = new Scene(11).ground(0.1, 0.1, perSquareMetre);
    int from = scene.size();
    scene.wire(heading, 2, 9, perMetre);
    rules.classify(scene.zone());
    assertThat(share(scene, from, scene.size(), ClassLabel.CONDUCTOR)).isGreaterThan(0.9);
    assertThat(share(scene, 0, from, ClassLabel.GROUND)).isGreaterThan(0.99);
  }

  @Test
  void wiresSideBySideAreFound() {
    Scene scene = new Scene(12).ground(0, 0, 50);
    int from = scene.size();
    scene.wire(0.5, -0.9, 7, 40).wire(0.5, -0.3, 7, 40).wire(0.5, 0.3, 7, 40).wire(0.5, 0.9, 7, 40);
    rules.classify(scene.zone());
    assertThat(share(scene, from, scene.size(), ClassLabel.CONDUCTOR)).isGreaterThan(0.9);
  }

  @Test
  void treeIsVegetationAndHoldsNoWire() {
    Scene scene = new Scene(13).ground(0, 0, 20);
    int from = scene.size();
    scene.tree(10, 10, 14, 5, 6_000).tree(22, 20, 9, 4, 500);
    rules.classify(scene.zone());
    assertThat(share(scene, from, scene.size(), ClassLabel.VEGETATION)).isGreaterThan(0.9);
    assertThat(share(scene, from, scene.size(), ClassLabel.CONDUCTOR)).isLessThan(0.005);
  }

  @Test
  void roofIsBuildingAndItsEdgesAreNoWire() {
    Scene scene = new Scene(14).ground(0, 0, 20);
    int from = scene.size();
    scene.roof(16, 16, 12, 7, 3_000);
    rules.classify(scene.zone());
    assertThat(share(scene, from, scene.size(), ClassLabel.BUILDING)).isGreaterThan(0.9);
    assertThat(share(scene, from, scene.size(), ClassLabel.CONDUCTOR)).isZero();
  }

  @Test
  void poleIsTower() {
    Scene scene = new Scene(15).ground(0, 0, 20);
    int from = scene.size();
    scene.pole(16, 16, 11, 800).wire(0.7, 0, 10.8, 30);
    rules.classify(scene.zone());
    assertThat(share(scene, from, from + 800, ClassLabel.TOWER)).isGreaterThan(0.6);
  }

  @Test
  void groundOnASlopeIsGround() {
    Scene scene = new Scene(16).ground(0.6, -0.3, 20);
    rules.classify(scene.zone());
    assertThat(share(scene, 0, scene.size(), ClassLabel.GROUND)).isGreaterThan(0.99);
  }

  @Test
  void emptyZoneAndSinglePointAreClassifiedWithoutComplaint() {
    rules.classify(new Zone(new ZoneId("EPSG:28992", 32, 0, 0), 1));
    Scene scene = new Scene(17).put(31.999, 31.999, -5);
    rules.classify(scene.zone());
    assertThat(scene.zone().label[0]).isEqualTo(ClassLabel.GROUND.lasCode());
    assertThat(scene.zone().classifier).isEqualTo("rules-1");
  }

  @Test
  void sameZoneGivesTheSameLabelsAfterAnother() {
    Scene scene = new Scene(18).ground(0, 0.1, 20).tree(9, 9, 12, 4, 2_000).wire(1, 0, 9, 20);
    rules.classify(scene.zone());
    byte[] first = scene.zone().label.clone();
    rules.classify(new Scene(19).ground(0, 0, 60).roof(16, 16, 20, 5, 9_000).zone());
    rules.classify(scene.zone());
    assertThat(scene.zone().label).isEqualTo(first);
  }
}
