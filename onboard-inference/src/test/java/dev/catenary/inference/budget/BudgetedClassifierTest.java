package dev.catenary.inference.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.inference.scene.Scene;
import dev.catenary.inference.zone.Classifier;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BudgetedClassifierTest {
  private final Counters counters = new Counters();
  private double backlog;
  private final BudgetedClassifier classifier =
      new BudgetedClassifier(new Named(), new WorkBudget(() -> backlog), counters);

  /** Stands for a model: it only says that it was asked. */
  private static final class Named implements Classifier {
    @Override
    public String name() {
      return "model";
    }

    @Override
    public void classify(Zone zone) {
      zone.classifier = name();
    }
  }

  private static Zone low() {
    return new Scene(1).ground(0.1, 0, 10).zone();
  }

  private static Zone tall() {
    return new Scene(1).ground(0.1, 0, 10).wire(0.5, 0, 9, 10).zone();
  }

  private String labelledBy(Zone zone) {
    classifier.classify(zone);
    return zone.classifier;
  }

  @Test
  void withTimeAllIsDoneByTheModel() {
    assertThat(labelledBy(low())).isEqualTo("model");
    assertThat(labelledBy(tall())).isEqualTo("model");
    assertThat(counters.get(DeviceCounter.ZONES_CLASSIFIED_BY_HEIGHT)).isZero();
  }

  @Test
  void lowZonesAreGivenUpFirst() {
    backlog = 0.3;
    assertThat(labelledBy(low())).isEqualTo("heights-1");
    assertThat(labelledBy(tall())).isEqualTo("model");
    assertThat(counters.get(DeviceCounter.ZONES_CLASSIFIED_BY_HEIGHT)).isEqualTo(1);
    assertThat(counters.get(DeviceCounter.ZONES_CLASSIFIED_BY_RULES)).isZero();
  }

  /** Over water there is no ground point, and the wires are the lowest that there is. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, Math.PI / 4, Math.PI / 2})
  void wiresWithoutGroundBelowAreNoLowZone(double headingRad) {
    backlog = 0.3;
    Zone wires =
        new Scene(2)
            .wire(headingRad, -2, 9, 30)
            .wire(headingRad, 0, 9, 30)
            .wire(headingRad, 2, 9, 30)
            .zone();
    assertThat(labelledBy(wires)).isEqualTo("model");
  }

  /** A bank along the zone's edge, and wires over the water beside it. */
  @Test
  void wiresBesideALittleGroundAreNoLowZone() {
    backlog = 0.3;
    Scene scene = new Scene(3);
    for (double y = 0.1; y < 32; y += 0.2) {
      scene.put(0.5, y, 300).put(1.5, y, 300);
    }
    assertThat(labelledBy(scene.wire(0, 12, 6, 30).zone())).isEqualTo("model");
  }

  /** A pond in the middle does not cost the zone its ground. */
  @Test
  void lowZoneMayLackSomeGround() {
    backlog = 0.3;
    Scene scene = new Scene(4);
    for (double x = 0.5; x < 32; x++) {
      for (double y = 0.5; y < 32; y++) {
        if (Math.hypot(x - 16, y - 16) > 7) {
          scene.put(x, y, 300);
        }
      }
    }
    assertThat(labelledBy(scene.zone())).isEqualTo("heights-1");
  }

  @Test
  void emptyZoneIsNoTrouble() {
    backlog = 0.3;
    assertThat(labelledBy(new Scene(5).zone())).isEqualTo("model");
  }

  @Test
  void thenTheModelIs() {
    backlog = 0.9;
    assertThat(labelledBy(low())).isEqualTo("heights-1");
    assertThat(labelledBy(tall())).isEqualTo("rules-1");
    assertThat(counters.get(DeviceCounter.ZONES_CLASSIFIED_BY_RULES)).isEqualTo(1);
  }

  @Test
  void effortDoesNotFlutter() {
    backlog = 0.5;
    assertThat(labelledBy(tall())).isEqualTo("rules-1");
    backlog = 0.45;
    assertThat(labelledBy(tall())).isEqualTo("rules-1");
    backlog = 0.29;
    assertThat(labelledBy(tall())).isEqualTo("model");
    assertThat(labelledBy(low())).isEqualTo("heights-1");
    backlog = 0.1;
    assertThat(labelledBy(low())).isEqualTo("model");
  }

  /** From the rules back to the model for all there are two steps, each at its own share. */
  @Test
  void fromTheRulesEffortComesBackStepByStep() {
    backlog = 0.9;
    assertThat(labelledBy(tall())).isEqualTo("rules-1");
    backlog = 0.2;
    assertThat(labelledBy(tall())).isEqualTo("model");
    assertThat(labelledBy(low())).isEqualTo("heights-1");
    backlog = 0.14;
    assertThat(labelledBy(low())).isEqualTo("model");
  }

  @Test
  void lowZoneIsGroundByItsHeights() {
    backlog = 0.3;
    Zone zone = low();
    classifier.classify(zone);
    int ground = 0;
    for (int i = 0; i < zone.size; i++) {
      ground += zone.label[i] == ClassLabel.GROUND.lasCode() ? 1 : 0;
    }
    assertThat(ground).isGreaterThan(zone.size * 9 / 10);
  }
}
