package dev.catenary.inference.training.labelled;

import static dev.catenary.inference.training.cloud.TrueClass.POLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.inference.model.NeuralClassifier;
import dev.catenary.inference.model.NeuralModel;
import dev.catenary.inference.training.cloud.CloudPoints;
import dev.catenary.inference.training.cloud.LabelledCloud;
import dev.catenary.inference.training.cloud.TrueClass;
import dev.catenary.inference.training.score.ClassScore;
import dev.catenary.inference.training.score.Evaluation;
import dev.catenary.proto.testing.Recordings;
import dev.catenary.proto.testing.RecordingsFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The shipped model on eleven real lattice towers that no model is fitted on: their source allows
 * tests only. The survey has no ground, so each stands here on a slope of 60 points/m².
 */
@Recordings
final class UavTowersTest {
  private static final double AROUND_METRES = 20;
  private static final double PER_SQUARE_METRE = 60;
  private static final double FLOOR_OF_ALL = 0.8;

  @Test
  void towersArePoles() throws IOException {
    ClassScore all = new ClassScore();
    Path folder = RecordingsFolder.path().resolve("surveys/uav-lattice-towers");
    try (NeuralClassifier classifier = NeuralModel.shipped().classifier(1)) {
      for (Path file : LabelledCloud.filesAt(folder)) {
        CloudPoints points = LabelledCloud.read(file).points();
        addGround(points);
        all.add(Evaluation.of(classifier, points).classes());
      }
    }
    assertThat(all.recall(POLE)).isGreaterThan(FLOOR_OF_ALL);
  }

  /** A gentle slope through the lowest point of the tower. */
  private static void addGround(CloudPoints points) {
    double west = Double.MAX_VALUE;
    double east = -Double.MAX_VALUE;
    double south = Double.MAX_VALUE;
    double north = -Double.MAX_VALUE;
    int foot = 0;
    for (int i = 0; i < points.size; i++) {
      west = Math.min(west, points.eastingMetres[i] - AROUND_METRES);
      east = Math.max(east, points.eastingMetres[i] + AROUND_METRES);
      south = Math.min(south, points.northingMetres[i] - AROUND_METRES);
      north = Math.max(north, points.northingMetres[i] + AROUND_METRES);
      boolean lower = points.heightMetres[i] < points.heightMetres[foot];
      foot = lower && points.truth[i] == POLE.ordinal() ? i : foot;
    }
    double footEast = points.eastingMetres[foot];
    double footNorth = points.northingMetres[foot];
    double footUp = points.heightMetres[foot];
    Random random = new Random(1);
    for (long i = (long) ((east - west) * (north - south) * PER_SQUARE_METRE); i > 0; i--) {
      double x = west + random.nextDouble() * (east - west);
      double y = south + random.nextDouble() * (north - south);
      double up = footUp + 0.05 * (x - footEast) + 0.03 * (y - footNorth);
      points.add(
          x,
          y,
          up + 0.03 * random.nextGaussian(),
          (char) 100,
          (byte) 0x11,
          (byte) TrueClass.OTHER.ordinal());
    }
  }
}
