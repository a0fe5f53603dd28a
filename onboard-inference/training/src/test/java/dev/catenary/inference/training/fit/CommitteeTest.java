package dev.catenary.inference.training.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CommitteeTest {
  private static final int INPUTS = 7;
  private final Random random = new Random(5);

  private Mlp member() {
    int[] sizes = {INPUTS, 6, 4, 3};
    float[][][] weights = new float[3][][];
    float[][] biases = new float[3][];
    for (int layer = 0; layer < 3; layer++) {
      weights[layer] = new float[sizes[layer + 1]][];
      biases[layer] = gaussians(sizes[layer + 1]);
      int inputs = sizes[layer];
      Arrays.setAll(weights[layer], unit -> gaussians(inputs));
    }
    float[] ones = new float[INPUTS];
    Arrays.fill(ones, 1);
    return new Mlp(new Scaling(new float[INPUTS], ones), weights, biases);
  }

  private float[] gaussians(int count) {
    float[] drawn = new float[count];
    for (int i = 0; i < count; i++) {
      drawn[i] = (float) random.nextGaussian();
    }
    return drawn;
  }

  @Test
  void scoresAreTheMeanOfTheMembers() {
    List<Mlp> members = List.of(member(), member(), member());
    Mlp together = Committee.of(members);
    assertThat(together.inputs()).isEqualTo(INPUTS);
    assertThat(together.outputs()).isEqualTo(3);
    for (int row = 0; row < 50; row++) {
      float[] inputs = gaussians(INPUTS);
      float[] found = together.scores(inputs, 0);
      for (int kind = 0; kind < 3; kind++) {
        double mean = 0;
        for (Mlp member : members) {
          mean += member.scores(inputs, 0)[kind] / 3;
        }
        assertThat((double) found[kind]).isCloseTo(mean, within(1e-4));
      }
    }
  }

  @Test
  void oneMemberIsItself() {
    Mlp alone = member();
    float[] inputs = gaussians(INPUTS);
    assertThat(Committee.of(List.of(alone)).scores(inputs, 0)).isEqualTo(alone.scores(inputs, 0));
  }
}
