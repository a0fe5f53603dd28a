package dev.catenary.proving.torture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PointDifferenceTest {
  private static long[] points(long... points) {
    return points;
  }

  @Test
  void pointTwiceAndPointMissingAreBothSeen() {
    long[] whole = points(-7, 1, 1, 3, 9);
    assertThat(PointDifference.of(whole, whole).isNone()).isTrue();
    assertThat(PointDifference.of(whole, points(-7, 1, 3, 9, 9)))
        .isEqualTo(new PointDifference(1, 1));
    assertThat(PointDifference.of(whole, points())).isEqualTo(new PointDifference(5, 0));
    assertThat(PointDifference.of(points(), whole)).isEqualTo(new PointDifference(0, 5));
    assertThat(PointDifference.of(whole, points(-7, 1, 1, 3, 9, 12)).isNone()).isFalse();
  }
}
