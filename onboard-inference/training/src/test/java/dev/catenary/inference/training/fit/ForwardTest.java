package dev.catenary.inference.training.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class ForwardTest {
  @Test
  void scoresAreThoseOfTheNetwork() {
    Random random = new Random(1);
    Mlp mlp =
        new Mlp(
            new Scaling(new float[] {1, 2, 3}, new float[] {1, 0.5f, 2}),
            new float[][][] {random(random, 4, 3), random(random, 2, 4)},
            new float[][] {random(random, 1, 4)[0], random(random, 1, 2)[0]});
    Forward forward = new Forward(mlp);
    float[] rows = random(random, 1, 300)[0];
    for (int row = 0; row < 100; row++) {
      float[] expected = mlp.scores(rows, row * 3);
      float[] found = forward.scores(rows, row * 3);
      for (int unit = 0; unit < 2; unit++) {
        assertThat(found[unit]).isCloseTo(expected[unit], within(1e-4f));
      }
    }
  }

  private static float[][] random(Random random, int rows, int columns) {
    float[][] values = new float[rows][columns];
    for (float[] row : values) {
      for (int i = 0; i < columns; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return values;
  }
}
