package dev.catenary.inference.training.labelled;

import static dev.catenary.inference.training.cloud.TrueClass.CONDUCTOR;
import static dev.catenary.inference.training.cloud.TrueClass.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.inference.rules.RulesClassifier;
import dev.catenary.inference.training.score.ClassScore;
import dev.catenary.inference.training.score.WithWires;
import dev.catenary.proto.testing.Recordings;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The wire stage against the same labels without it; figures stand in {@code docs/clearance.md}.
 */
@Recordings
final class WiresOnLabelledCloudsTest {
  @ParameterizedTest
  @EnumSource(names = {"CORRIDOR_07CZ2", "CORRIDOR_12AN2"})
  void wiresMakeConductorsOfACorridorBetterInPrecisionAndRecall(RealPlace corridor)
      throws IOException {
    ClassScore before = corridor.score(new RulesClassifier());
    ClassScore after = corridor.score(new WithWires(new RulesClassifier()));
    assertThat(after.precision(CONDUCTOR)).isGreaterThan(before.precision(CONDUCTOR));
    assertThat(after.recall(CONDUCTOR)).isGreaterThan(before.recall(CONDUCTOR));
    assertThat(after.precision(CONDUCTOR)).isGreaterThan(0.97);
    assertThat(after.recall(CONDUCTOR)).isGreaterThan(0.945);
  }

  @Test
  void watersideWithoutAWireHasNoSpanAndFewConductorPoints() throws IOException {
    WithWires wires = new WithWires(new RulesClassifier());
    ClassScore score = RealPlace.WATERSIDE.score(wires);
    assertThat(wires.spans()).isZero();
    assertThat(score.labelled(CONDUCTOR)).isLessThanOrEqualTo(score.inTruth(OTHER) / 5_000);
  }
}
