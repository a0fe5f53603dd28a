package dev.catenary.inference.training.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.inference.training.sample.Samples;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class MlpFitTest {
  @BeforeAll
  static void stayAtHome() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
  }

  /** Two classes that no single line parts: points inside and outside a ring. */
  private static Samples ring(long seed) {
    Random random = new Random(seed);
    Samples samples = new Samples(2);
    for (int i = 0; i < 4_096; i++) {
      float[] row = {(float) random.nextGaussian(), (float) random.nextGaussian()};
      boolean inside = row[0] * row[0] + row[1] * row[1] < 1;
      samples.add(row, 0, (byte) (inside ? 1 : 0), 1);
    }
    return samples;
  }

  private static Mlp fit(Samples samples, long seed) {
    MlpFit.Plan plan = new MlpFit.Plan(new int[] {16, 8}, 30, 256, 1e-2f, seed);
    return new MlpFit(plan, line -> {}).fit(samples, Scaling.of(samples), new float[] {1, 1});
  }

  @Test
  void whatNoLinePartsIsLearned() {
    Mlp mlp = fit(ring(1), 1);
    Samples unseen = ring(2);
    int right = 0;
    for (int row = 0; row < unseen.size; row++) {
      float[] scores = mlp.scores(unseen.features, row * 2);
      right += (scores[1] > scores[0] ? 1 : 0) == unseen.kind[row] ? 1 : 0;
    }
    assertThat((double) right / unseen.size).isGreaterThan(0.96);
  }
}
