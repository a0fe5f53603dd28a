package dev.catenary.inference.training.fit;

import static org.assertj.core.api.Assertions.assertThat;

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

  /**
   * Two classes that differ by a twentieth of a deviation, between two columns that go together.
   */
  private static Samples thinMargin(long seed) {
    Random random = new Random(seed);
    Samples samples = new Samples(2);
    for (int i = 0; i < 4_096; i++) {
      float shared = (float) random.nextGaussian();
      boolean above = random.nextBoolean();
      samples.add(
          new float[] {shared + (above ? 0.05f : -0.05f), shared}, 0, (byte) (above ? 1 : 0), 1);
    }
    return samples;
  }

  private static Mlp fit(Samples samples, double noise, long seed) {
    MlpFit.Plan plan = new MlpFit.Plan(new int[] {16, 8}, 30, 256, 1e-2f, noise, seed);
    return new MlpFit(plan, line -> {}).fit(samples, Scaling.of(samples), new float[] {1, 1});
  }

  @Test
  void whatNoLinePartsIsLearned() {
    assertThat(shareRight(fit(ring(1), 0, 1), ring(2))).isGreaterThan(0.96);
  }

  @Test
  void whatIsThinnerThanTheNoiseIsNotLeanedOn() {
    assertThat(shareRight(fit(thinMargin(1), 0, 1), thinMargin(2))).isGreaterThan(0.95);
    assertThat(shareRight(fit(thinMargin(1), 0.5, 1), thinMargin(2))).isLessThan(0.8);
  }

  private static double shareRight(Mlp mlp, Samples unseen) {
    int right = 0;
    for (int row = 0; row < unseen.size; row++) {
      float[] scores = mlp.scores(unseen.features, row * 2);
      right += (scores[1] > scores[0] ? 1 : 0) == unseen.kind[row] ? 1 : 0;
    }
    return (double) right / unseen.size;
  }
}
