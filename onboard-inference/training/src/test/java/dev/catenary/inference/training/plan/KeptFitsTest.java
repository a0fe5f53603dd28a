package dev.catenary.inference.training.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.inference.training.cloud.CloudPoints;
import dev.catenary.inference.training.cloud.LabelledCloud;
import dev.catenary.inference.training.fit.Mlp;
import dev.catenary.inference.training.fit.Scaling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptFitsTest {
  private static final FittedModel MODEL =
      new FittedModel(mlp(0.5f), mlp(-2), new float[] {3}, new float[] {4}, 1.25f);

  @TempDir private Path folder;

  private static Mlp mlp(float weight) {
    return new Mlp(
        new Scaling(new float[] {1, 2}, new float[] {3, 4}),
        new float[][][] {{{weight, 1}}, {{2}, {weight}}},
        new float[][] {{7}, {8, 9}});
  }

  private static List<List<LabelledCloud>> sets(String name) {
    return List.of(
        List.of(new LabelledCloud(name, Path.of(name), name, false, new CloudPoints(1))));
  }

  private KeptFits kept(TrainingPlan plan, String cloud) {
    return new KeptFits(folder.resolve("fits"), plan, sets(cloud));
  }

  @Test
  void networksComeBackAsTheyWere() throws IOException {
    assertThat(kept(TrainingPlan.SHIPPED, "wood").read()).isNull();
    kept(TrainingPlan.SHIPPED, "wood").write(List.of(MODEL));
    List<FittedModel> read = kept(TrainingPlan.SHIPPED, "wood").read();
    assertThat(read).hasSize(1);
    float[] row = {5, -6};
    FittedModel model = read.getFirst();
    assertThat(model.first().scores(row, 0)).containsExactly(MODEL.first().scores(row, 0));
    assertThat(model.second().scores(row, 0)).containsExactly(MODEL.second().scores(row, 0));
    assertThat(model.firstLargest()).containsExactly(3);
    assertThat(model.secondLargest()).containsExactly(4);
    assertThat(model.temperature()).isEqualTo(1.25f);
  }

  @Test
  void networksOfAnotherRunAreRefused() throws IOException {
    kept(TrainingPlan.SHIPPED, "wood").write(List.of(MODEL));
    assertThatThrownBy(() -> kept(TrainingPlan.SHIPPED, "town").read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("other clouds or another plan");
    assertThatThrownBy(() -> kept(TrainingPlan.QUICK, "wood").read())
        .isInstanceOf(IOException.class);
  }

  @Test
  void fileThatIsNoneOfOursIsRefused() throws IOException {
    Files.write(folder.resolve("fits"), new byte[] {-1, 2, 3, 4, 5});
    assertThatThrownBy(() -> kept(TrainingPlan.SHIPPED, "wood").read())
        .isInstanceOf(IOException.class);
  }
}
