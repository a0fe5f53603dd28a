package dev.catenary.inference.training.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.inference.training.fit.Samples;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ClusterSampleTest {
  @Test
  void rareKindOfABigClassIsKept() {
    Random random = new Random(1);
    Samples all = new Samples(2);
    for (int i = 0; i < 50_000; i++) {
      float far = i % 500 == 0 ? 20 : 0;
      float[] row = {(float) random.nextGaussian() + far, (float) random.nextGaussian()};
      all.add(row, 0, (byte) 0, 1);
    }
    Samples kept = new Samples(2);
    new ClusterSample(2_000, 2, 1).reduce(all, kept);
    int rare = 0;
    for (int row = 0; row < kept.size; row++) {
      rare += kept.features[row * 2] > 15 ? 1 : 0;
    }
    assertThat(kept.size).isBetween(1_000, 2_000);
    // By chance there would be four.
    assertThat(rare).isGreaterThan(30);
  }

  @Test
  void smallClassIsKeptWhole() {
    Samples all = new Samples(1);
    for (int i = 0; i < 100; i++) {
      all.add(new float[] {i}, 0, (byte) 3, 2);
    }
    Samples kept = new Samples(1);
    new ClusterSample(1_000, 1, 1).reduce(all, kept);
    assertThat(kept.count(3)).isEqualTo(100);
    assertThat(kept.weight[0]).isEqualTo(2);
  }
}
