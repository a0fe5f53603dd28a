package dev.catenary.inference.training;

import static dev.catenary.inference.training.cloud.TrueClass.BUILDING;
import static dev.catenary.inference.training.cloud.TrueClass.CONDUCTOR;
import static dev.catenary.inference.training.cloud.TrueClass.OTHER;
import static dev.catenary.inference.training.cloud.TrueClass.VEGETATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.inference.model.NeuralClassifier;
import dev.catenary.inference.model.NeuralModel;
import dev.catenary.inference.training.cloud.LabelledCloud;
import dev.catenary.inference.training.score.ClassScore;
import dev.catenary.inference.training.score.Evaluation;
import dev.catenary.proto.testing.RecordingsFolder;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * The shipped model on a few zones of real surveys, as they stand in the tree. Of these it was
 * trained on the waterside alone; the floors lie a little under what was measured.
 */
final class ExcerptsTest {
  private static ClassScore score(String cloud) throws IOException {
    try (NeuralClassifier classifier = NeuralModel.shipped().classifier(1)) {
      return Evaluation.of(
              classifier, LabelledCloud.read(RecordingsFolder.excerpts().resolve(cloud)).points())
          .classes();
    }
  }

  @Test
  void wiresOfAPoleLineAreFound() throws IOException {
    ClassScore score = score("surveys/us-pole-line-west/us-pole-line-west.laz");
    assertThat(score.recall(CONDUCTOR)).isGreaterThan(0.92);
    assertThat(score.precision(CONDUCTOR)).isGreaterThan(0.95);
    assertThat(score.recall(VEGETATION)).isGreaterThan(0.88);
    assertThat(score.precision(VEGETATION)).isGreaterThan(0.98);
  }

  @Test
  void townHasBuildingsPlantsAndNoWire() throws IOException {
    ClassScore score = score("surveys/ign-town/ign-town.laz");
    assertThat(score.recall(BUILDING)).isGreaterThan(0.9);
    assertThat(score.precision(BUILDING)).isGreaterThan(0.85);
    assertThat(score.recall(VEGETATION)).isGreaterThan(0.53);
    assertThat(score.precision(VEGETATION)).isGreaterThan(0.86);
    assertThat(score.labelled(CONDUCTOR)).isLessThan(score.inTruth(BUILDING) / 1_000);
  }

  /** The networks take most of them for low things; their echoes tell what they are. */
  @Test
  void hedgesAreVegetationAndNoWire() throws IOException {
    ClassScore score = score("surveys/flanders-hedges/flanders-hedges.laz");
    assertThat(score.recall(VEGETATION)).isGreaterThan(0.93);
    assertThat(score.precision(VEGETATION)).isGreaterThan(0.99);
    assertThat(score.labelled(CONDUCTOR)).isZero();
  }

  /** A wood of 5 points a square metre: most of it is found, and some crowns pass for wires. */
  @Test
  void mostOfAThinWoodIsVegetation() throws IOException {
    ClassScore score = score("surveys/us-open-wood/us-open-wood.laz");
    assertThat(score.recall(VEGETATION)).isGreaterThan(0.71);
    assertThat(score.labelled(CONDUCTOR)).isLessThan(500);
  }

  @Test
  void watersideHasNoWire() throws IOException {
    ClassScore score = score("labelled/ahn3-town/AHN3.laz");
    assertThat(score.labelled(CONDUCTOR)).isLessThan(score.inTruth(OTHER) / 1_000);
  }
}
