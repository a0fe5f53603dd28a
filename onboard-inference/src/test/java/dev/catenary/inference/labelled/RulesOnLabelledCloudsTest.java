package dev.catenary.inference.labelled;

import static dev.catenary.inference.labelled.TrueClass.BUILDING;
import static dev.catenary.inference.labelled.TrueClass.CONDUCTOR;
import static dev.catenary.inference.labelled.TrueClass.OTHER;
import static dev.catenary.inference.labelled.TrueClass.POLE;
import static dev.catenary.inference.labelled.TrueClass.VEGETATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.inference.model.RulesClassifier;
import dev.catenary.proto.testing.Recordings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Floors a little under what was measured; the figures stand in {@code docs/features.md}. */
@Recordings
final class RulesOnLabelledCloudsTest {
  private final RulesClassifier rules = new RulesClassifier();

  @ParameterizedTest
  @ValueSource(strings = {"07CZ2", "12AN2"})
  void corridorKeepsItsFloors(String tile) {
    ClassScore score =
        ClassScore.of(
            rules,
            LabelledCloud.read(
                tile.equals("07CZ2")
                    ? LabelledCloud.CORRIDOR_07CZ2
                    : LabelledCloud.CORRIDOR_12AN2));
    assertThat(score.recall(CONDUCTOR)).isGreaterThan(0.93);
    assertThat(score.precision(CONDUCTOR)).isGreaterThan(0.95);
    assertThat(score.recall(POLE)).isGreaterThan(0.80);
    assertThat(score.precision(POLE)).isGreaterThan(0.90);
    assertThat(score.recall(VEGETATION)).isGreaterThan(0.93);
    assertThat(score.precision(VEGETATION)).isGreaterThan(0.90);
    assertThat(score.recall(OTHER)).isGreaterThan(0.98);
    assertThat(score.meanRecall()).isGreaterThan(0.90);
  }

  @Test
  void watersideWithoutAWireHasAtMostOneFalseWirePointInAThousand() {
    ClassScore score = ClassScore.of(rules, LabelledCloud.read(LabelledCloud.WATERSIDE));
    assertThat(score.labelled(CONDUCTOR)).isLessThanOrEqualTo(score.inTruth(OTHER) / 1_000);
  }

  @Test
  void cityBlockHasItsBuildingsAndNoWire() {
    ClassScore score = ClassScore.of(rules, LabelledCloud.read(LabelledCloud.AMSTERDAM));
    assertThat(score.recall(BUILDING)).isGreaterThan(0.84);
    assertThat(score.labelled(CONDUCTOR)).isZero();
  }
}
