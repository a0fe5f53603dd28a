package dev.catenary.inference.training.labelled;

import dev.catenary.inference.training.cloud.CloudPoints;
import dev.catenary.inference.training.cloud.LabelledCloud;
import dev.catenary.inference.training.score.ClassScore;
import dev.catenary.inference.training.score.Evaluation;
import dev.catenary.inference.zone.Classifier;
import dev.catenary.proto.testing.RecordingsFolder;
import java.io.IOException;

/** The labelled clouds of real surveys. */
enum RealPlace {
  CORRIDOR_07CZ2("ahn4-corridor-07cz2/07CZ2_14.laz"),
  CORRIDOR_12AN2("ahn4-corridor-12an2/12AN2_20.laz"),
  WATERSIDE("ahn3-town/AHN3.laz"),
  AMSTERDAM("ahn-amsterdam-2397/ahn_2397_9705.laz");

  private final String file;

  RealPlace(String file) {
    this.file = file;
  }

  CloudPoints points() throws IOException {
    return LabelledCloud.read(RecordingsFolder.path().resolve("labelled").resolve(file)).points();
  }

  ClassScore score(Classifier classifier) throws IOException {
    return Evaluation.of(classifier, points()).classes();
  }
}
