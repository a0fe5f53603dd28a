package dev.catenary.inference.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.inference.measure.Bar;
import dev.catenary.inference.measure.ModelMeasure;
import dev.catenary.inference.measure.ScoredClass;
import dev.catenary.inference.measure.ZoneSet;
import dev.catenary.inference.model.NeuralModel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A set of zones from a real survey, on which the shipped model is measured. */
class ZoneSetCommandTest {
  private static final Path TOWN =
      Path.of(System.getProperty("catenary.root"), "testdata/labelled/ahn3-town");

  @TempDir private Path folder;

  @Test
  void setOfARealSurveyIsReadAndMeasuredOn() throws Exception {
    int status =
        Training.execute(
            "zone-set",
            TOWN.toString(),
            "--out",
            folder.toString(),
            "--recall",
            "other=0.5",
            "--zones",
            "3");
    assertThat(status).isZero();
    ZoneSet set = ZoneSet.read(Files.readAllBytes(folder.resolve(ZoneSet.FILE)));
    assertThat(set.zones()).hasSize(3);
    assertThat(set.bars()).containsExactly(new Bar(ScoredClass.OTHER, 500, 0));
    try (var model = NeuralModel.shipped().classifier(1)) {
      assertThat(ModelMeasure.of(model, set).below(set.bars())).isEmpty();
    }
  }

  @Test
  void setWithoutABarIsRefused() {
    assertThat(Training.execute("zone-set", TOWN.toString(), "--out", folder.toString()))
        .isEqualTo(1);
    assertThat(folder).isEmptyDirectory();
  }
}
