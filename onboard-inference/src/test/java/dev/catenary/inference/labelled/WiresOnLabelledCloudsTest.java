package dev.catenary.inference.labelled;

import static dev.catenary.inference.labelled.TrueClass.CONDUCTOR;
import static dev.catenary.inference.labelled.TrueClass.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.inference.model.RulesClassifier;
import dev.catenary.proto.testing.Recordings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The wire stage against the same labels without it; figures stand in {@code docs/clearance.md}.
 */
@Recordings
final class WiresOnLabelledCloudsTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void wiresMakeConductorsOfACorridorBetterInPrecisionAndRecall(boolean first) {
    LabelledCloud cloud =
        LabelledCloud.read(first ? LabelledCloud.CORRIDOR_07CZ2 : LabelledCloud.CORRIDOR_12AN2);
    ClassScore before = ClassScore.of(new RulesClassifier(), cloud);
    ClassScore after = ClassScore.of(new WireScore.WithWires(), cloud);
    assertThat(after.precision(CONDUCTOR)).isGreaterThan(before.precision(CONDUCTOR));
    assertThat(after.recall(CONDUCTOR)).isGreaterThan(before.recall(CONDUCTOR));
    assertThat(after.precision(CONDUCTOR)).isGreaterThan(0.97);
    assertThat(after.recall(CONDUCTOR)).isGreaterThan(0.945);
  }

  @Test
  void watersideWithoutAWireHasNoSpanAndFewConductorPoints() {
    WireScore.WithWires wires = new WireScore.WithWires();
    ClassScore score = ClassScore.of(wires, LabelledCloud.read(LabelledCloud.WATERSIDE));
    assertThat(wires.wires).isZero();
    assertThat(score.labelled(CONDUCTOR)).isLessThanOrEqualTo(score.inTruth(OTHER) / 5_000);
  }
}
