package dev.catenary.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.inference.rank.ZoneRanker;
import dev.catenary.inference.rules.RulesClassifier;
import dev.catenary.inference.scene.Scene;
import dev.catenary.inference.wire.TestRules;
import dev.catenary.inference.wire.ZoneWires;
import dev.catenary.inference.zone.Classifier;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.Zone;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class PreClassifierTest {
  private static Zone corridor() {
    return new Scene(21).ground(0, 0, 20).wire(0.5, 0, 9, 20).tree(24, 6, 6, 2, 500).zone();
  }

  @Test
  void zoneComesOutLabelledAndRanked() {
    Zone zone = corridor();
    new PreClassifier(new RulesClassifier(), new ZoneWires(TestRules.still(2.5)), new ZoneRanker())
        .process(zone);
    assertThat(zone.rank).isEqualTo(Rank.CONDUCTOR);
    assertThat(zone.severity).isGreaterThan(500);
    assertThat(zone.classifier).isEqualTo("rules-1");
  }

  @Test
  void treeUnderTheWireMakesTheZoneAViolation() {
    Zone zone = new Scene(22).ground(0, 0, 20).wire(0.5, 0, 9, 20).tree(16, 16, 8, 3, 2_000).zone();
    new PreClassifier(new RulesClassifier(), new ZoneWires(TestRules.still(2.5)), new ZoneRanker())
        .process(zone);
    assertThat(zone.rank).isEqualTo(Rank.CLEARANCE_VIOLATION);
    assertThat(zone.severity).isBetween(0.8, 2.0);
  }

  @Test
  void classifierCanBeReplacedBetweenZones() {
    PreClassifier preClassifier =
        new PreClassifier(
            new RulesClassifier(), new ZoneWires(TestRules.still(2.5)), new ZoneRanker());
    Zone zone = corridor();
    preClassifier.process(zone);
    preClassifier.replace(
        new Classifier() {
          @Override
          public String name() {
            return "all-trees";
          }

          @Override
          public void classify(Zone zone) {
            Arrays.fill(zone.label, 0, zone.size, ClassLabel.VEGETATION.lasCode());
            zone.classifier = name();
          }
        });
    preClassifier.process(zone);
    assertThat(zone.classifier).isEqualTo("all-trees");
    assertThat(zone.rank).isEqualTo(Rank.VEGETATION);
  }
}
