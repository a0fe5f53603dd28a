package dev.catenary.inference.training;

import static dev.catenary.inference.training.cloud.TrueClass.BUILDING;
import static dev.catenary.inference.training.cloud.TrueClass.CONDUCTOR;
import static dev.catenary.inference.training.cloud.TrueClass.OTHER;
import static dev.catenary.inference.training.cloud.TrueClass.POLE;
import static dev.catenary.inference.training.cloud.TrueClass.VEGETATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.inference.model.NeuralClassifier;
import dev.catenary.inference.model.NeuralModel;
import dev.catenary.inference.training.cloud.LabelledCloud;
import dev.catenary.inference.training.score.ClassScore;
import dev.catenary.inference.training.score.Evaluation;
import dev.catenary.proto.testing.Recordings;
import dev.catenary.proto.testing.RecordingsFolder;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shipped model on the labelled clouds. It was fitted on them, so these are no figures of its
 * quality (those are on its card, of unseen places); they tell when features or runtime change.
 */
@Recordings
final class ShippedModelTest {
  private static Evaluation evaluate(String file, boolean fp32) throws IOException {
    NeuralModel model = NeuralModel.shipped();
    try (NeuralClassifier classifier = fp32 ? model.fp32Classifier(1) : model.classifier(1)) {
      return Evaluation.of(
          classifier,
          LabelledCloud.read(RecordingsFolder.path().resolve("labelled").resolve(file)).points());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ahn4-corridor-07cz2/07CZ2_14.laz", "ahn4-corridor-12an2/12AN2_20.laz"})
  void corridorKeepsItsFloors(String file) throws IOException {
    Evaluation int8 = evaluate(file, false);
    ClassScore score = int8.classes();
    assertThat(score.recall(CONDUCTOR)).isGreaterThan(0.95);
    assertThat(score.precision(CONDUCTOR)).isGreaterThan(0.95);
    assertThat(score.recall(POLE)).isGreaterThan(0.9);
    assertThat(score.precision(POLE)).isGreaterThan(0.88);
    assertThat(score.recall(VEGETATION)).isGreaterThan(0.96);
    assertThat(score.precision(VEGETATION)).isGreaterThan(0.95);
    assertThat(score.meanClassAccuracy()).isGreaterThan(0.96);
    assertThat(int8.reliability().calibrationError()).isLessThan(0.02);
    double fp32 = evaluate(file, true).classes().meanClassAccuracy();
    assertThat(Math.abs(score.meanClassAccuracy() - fp32)).isLessThan(0.005);
  }

  @Test
  void watersideHasNoWire() throws IOException {
    ClassScore score = evaluate("ahn3-town/AHN3.laz", false).classes();
    assertThat(score.labelled(CONDUCTOR)).isLessThan(score.inTruth(OTHER) / 1_000);
  }

  @Test
  void cityBlockHasItsBuildings() throws IOException {
    ClassScore score = evaluate("ahn-amsterdam-2397/ahn_2397_9705.laz", false).classes();
    assertThat(score.recall(BUILDING)).isGreaterThan(0.95);
    assertThat(score.precision(BUILDING)).isGreaterThan(0.95);
  }
}
