package dev.catenary.inference.training.labelled;

import static dev.catenary.inference.training.cloud.TrueClass.BUILDING;
import static dev.catenary.inference.training.cloud.TrueClass.CONDUCTOR;
import static dev.catenary.inference.training.cloud.TrueClass.OTHER;
import static dev.catenary.inference.training.cloud.TrueClass.POLE;
import static dev.catenary.inference.training.cloud.TrueClass.VEGETATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.inference.rules.RulesClassifier;
import dev.catenary.inference.training.score.ClassScore;
import dev.catenary.proto.testing.Recordings;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Floors a little under what was measured; the figures stand in {@code docs/model.md}. */
@Recordings
final class RulesOnLabelledCloudsTest {
  private final RulesClassifier rules = new RulesClassifier();

  @ParameterizedTest
  @EnumSource(names = {"CORRIDOR_07CZ2", "CORRIDOR_12AN2"})
  void corridorKeepsItsFloors(RealPlace corridor) throws IOException {
    ClassScore score = corridor.score(rules);
    assertThat(score.recall(CONDUCTOR)).isGreaterThan(0.93);
    assertThat(score.precision(CONDUCTOR)).isGreaterThan(0.95);
    assertThat(score.recall(POLE)).isGreaterThan(0.80);
    assertThat(score.precision(POLE)).isGreaterThan(0.90);
    assertThat(score.recall(VEGETATION)).isGreaterThan(0.93);
    assertThat(score.precision(VEGETATION)).isGreaterThan(0.90);
    assertThat(score.recall(OTHER)).isGreaterThan(0.98);
    assertThat(score.meanClassAccuracy()).isGreaterThan(0.90);
  }

  @Test
  void watersideWithoutAWireHasAtMostOneFalseWirePointInAThousand() throws IOException {
    ClassScore score = RealPlace.WATERSIDE.score(rules);
    assertThat(score.labelled(CONDUCTOR)).isLessThanOrEqualTo(score.inTruth(OTHER) / 1_000);
  }

  @Test
  void cityBlockHasItsBuildingsAndNoWire() throws IOException {
    ClassScore score = RealPlace.AMSTERDAM.score(rules);
    assertThat(score.recall(BUILDING)).isGreaterThan(0.84);
    assertThat(score.labelled(CONDUCTOR)).isZero();
  }
}
