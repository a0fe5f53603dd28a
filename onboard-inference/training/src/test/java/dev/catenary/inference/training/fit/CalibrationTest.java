package dev.catenary.inference.training.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  /** Scores 4 and -4 for a row of 1, and the other way about. */
  private static final Mlp SURE =
      new Mlp(
          new Scaling(new float[1], new float[] {1}),
          new float[][][] {{{4}, {-4}}},
          new float[][] {{0, 0}});

  private static void add(Samples samples, int count, float sign, int kind) {
    for (int i = 0; i < count; i++) {
      samples.add(new float[] {sign}, 0, (byte) kind, 1);
    }
  }

  @Test
  void overconfidentScoresAreCooled() {
    // Right three times of four, whatever is stated: e^(8 / temperature) is 3.
    Samples samples = new Samples(1);
    add(samples, 3_000, 1, 0);
    add(samples, 1_000, 1, 1);
    add(samples, 3_000, -1, 1);
    add(samples, 1_000, -1, 0);

    Calibration found = Calibration.fit(ScoredRows.of(samples, SURE), 1, 1);

    assertThat(found.temperature()).isCloseTo((float) (8 / Math.log(3)), within(0.02f));
    assertThat(found.shift()[0]).isCloseTo(found.shift()[1], within(0.02f));
  }

  @Test
  void aClassThatTrainingShowedTooOftenIsMovedBack() {
    // Of rows that look like the second class, most are of the first all the same.
    Samples samples = new Samples(1);
    add(samples, 99_900, 1, 0);
    add(samples, 100, 1, 1);
    add(samples, 600, -1, 0);
    add(samples, 400, -1, 1);

    Calibration found = Calibration.fit(ScoredRows.of(samples, SURE), 1, 1);
    Mlp moved = found.moved(SURE);

    assertThat(confidence(moved, found, -1)).isCloseTo(0.6, within(0.005));
    assertThat(confidence(moved, found, 1)).isCloseTo(0.999, within(0.0005));
  }

  @Test
  void aClassIsMovedHalfWayWhereThatIsAsked() {
    Samples samples = new Samples(1);
    add(samples, 9_900, 1, 0);
    add(samples, 100, 1, 1);
    add(samples, 600, -1, 0);
    add(samples, 400, -1, 1);

    Calibration all = Calibration.fit(ScoredRows.of(samples, SURE), 1, 1);
    Calibration half = Calibration.fit(ScoredRows.of(samples, SURE), 0.5, 1);

    assertThat(half.shift()[0]).isCloseTo(all.shift()[0] / 2, within(1e-4f));
  }

  private static double confidence(Mlp network, Calibration calibration, float sign) {
    float[] scores = network.scores(new float[] {sign}, 0);
    return 1 / (1 + Math.exp((scores[1] - scores[0]) / calibration.temperature()));
  }

  @Test
  void rowsOfSeveralPlacesAreJudgedAsOne() {
    // Each place has rows of one look only: neither tells both how far to move and how sure to be.
    Samples one = new Samples(1);
    add(one, 99_900, 1, 0);
    add(one, 100, 1, 1);
    Samples other = new Samples(1);
    add(other, 600, -1, 0);
    add(other, 400, -1, 1);
    Samples both = new Samples(1);
    add(both, 99_900, 1, 0);
    add(both, 100, 1, 1);
    add(both, 600, -1, 0);
    add(both, 400, -1, 1);

    Calibration apart =
        Calibration.fit(
            ScoredRows.together(List.of(ScoredRows.of(one, SURE), ScoredRows.of(other, SURE))),
            1,
            1);

    Calibration asOne = Calibration.fit(ScoredRows.of(both, SURE), 1, 1);
    assertThat(apart.shift()).containsExactly(asOne.shift());
    assertThat(confidence(apart.moved(SURE), apart, -1)).isCloseTo(0.6, within(0.005));
    assertThat(confidence(apart.moved(SURE), apart, 1)).isCloseTo(0.999, within(0.0005));
  }
}
