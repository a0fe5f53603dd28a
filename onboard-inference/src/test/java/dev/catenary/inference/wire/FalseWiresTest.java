package dev.catenary.inference.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.inference.scene.Scene;
import dev.catenary.inference.wire.clearance.ClearanceRules;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A classifier that takes every line for a conductor, and what is left of that. */
final class FalseWiresTest {
  private static final double GROUND = 300;

  private final Random random = new Random(9);
  private Scene scene = new Scene(9);

  @BeforeEach
  void ground() {
    scene = new Scene(9).ground(0, 0, 10);
  }

  private void line(double y, double up, double perMetre) {
    for (int i = 0; i < 30 * perMetre; i++) {
      scene.put(1 + random.nextDouble() * 30, y, GROUND + up);
    }
  }

  /** Labels: ground, then what is beside the line, then the line as conductor. */
  private long conductorsLeft(int lineFrom, int lineTo) {
    Zone zone = scene.zone();
    for (int i = 0; i < zone.size; i++) {
      boolean low = zone.zMillimetres[i] < 300_400;
      zone.label[i] = (low ? ClassLabel.GROUND : ClassLabel.VEGETATION).lasCode();
    }
    Arrays.fill(zone.label, lineFrom, lineTo, ClassLabel.CONDUCTOR.lasCode());
    new ZoneWires(ClearanceRules.NONE).process(zone);
    long left = 0;
    for (int i = lineFrom; i < lineTo; i++) {
      left += zone.label[i] == ClassLabel.CONDUCTOR.lasCode() ? 1 : 0;
    }
    return left;
  }

  @Test
  void wireStays() {
    int from = scene.size();
    line(12, 9, 10);
    int to = scene.size();
    assertThat(conductorsLeft(from, to)).isEqualTo(to - from);
    assertThat(scene.zone().spans).hasSize(1);
  }

  @Test
  void wireInAZoneWithoutGroundStays() {
    scene = new Scene(9);
    line(12, 9, 10);
    int to = scene.size();
    assertThat(conductorsLeft(0, to)).isEqualTo(to);
    assertThat(scene.zone().spans).hasSize(1);
  }

  @Test
  void topOfAFenceIsNoWire() {
    int from = scene.size();
    line(12, 1.8, 10);
    int to = scene.size();
    assertThat(conductorsLeft(from, to)).isZero();
    assertThat(scene.zone().spans).isEmpty();
  }

  @Test
  void railOnTheGroundIsNoWire() {
    int from = scene.size();
    line(12, 0.2, 20);
    int to = scene.size();
    assertThat(conductorsLeft(from, to)).isZero();
  }

  @Test
  void edgeOfARoofIsNoWire() {
    int from = scene.size();
    line(12, 6, 10);
    int to = scene.size();
    for (int i = 0; i < 3_000; i++) {
      double y = 12.3 + random.nextDouble() * 8;
      scene.put(1 + random.nextDouble() * 30, y, GROUND + 6 + 0.2 * (y - 12));
    }
    assertThat(conductorsLeft(from, to)).isZero();
    assertThat(scene.zone().spans).isEmpty();
  }

  @Test
  void branchAmongLeavesIsNoWire() {
    int from = scene.size();
    for (int i = 0; i < 80; i++) {
      scene.put(8 + random.nextDouble() * 6, 12, GROUND + 8);
    }
    int to = scene.size();
    scene.tree(11, 12, 11, 3, 4_000);
    assertThat(conductorsLeft(from, to)).isZero();
    assertThat(scene.zone().spans).isEmpty();
  }

  @Test
  void whatTheClassifierMissedOfAWireIsCompleted() {
    int from = scene.size();
    line(12, 9, 10);
    int to = scene.size();
    Zone zone = scene.zone();
    for (int i = 0; i < zone.size; i++) {
      boolean low = zone.zMillimetres[i] < 300_400;
      boolean seen = i >= from && i % 3 == 0;
      ClassLabel label =
          low ? ClassLabel.GROUND : seen ? ClassLabel.CONDUCTOR : ClassLabel.UNCLASSIFIED;
      zone.label[i] = label.lasCode();
    }
    new ZoneWires(ClearanceRules.NONE).process(zone);
    for (int i = from; i < to; i++) {
      assertThat(zone.label[i]).isEqualTo(ClassLabel.CONDUCTOR.lasCode());
    }
  }

  @Test
  void wireBesideAKnownOneIsFoundWithoutASingleLabel() {
    int from = scene.size();
    line(12, 9, 10);
    int to = scene.size();
    line(14, 9, 10);
    int end = scene.size();
    assertThat(conductorsLeft(from, to)).isEqualTo(to - from);
    Zone zone = scene.zone();
    assertThat(zone.spans).hasSize(2);
    for (int i = to; i < end; i++) {
      assertThat(zone.label[i]).isEqualTo(ClassLabel.CONDUCTOR.lasCode());
    }
  }
}
