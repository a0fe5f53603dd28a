package dev.catenary.proto.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PointBatchPoolTest {
  private static final int POINTS = 4;

  @Test
  void batchesAreMadeWhenNeededAndNeverMoreThanAllowed() {
    PointBatchPool pool = new PointBatchPool(3, POINTS);
    assertThat(pool.made()).isZero();
    List<PointBatch> taken = take(pool, 3);
    assertThat(taken).doesNotContainNull().doesNotHaveDuplicates();
    assertThat(pool.tryTake()).isNull();
    assertThat(pool.available()).isZero();
    taken.forEach(pool::giveBack);
    assertThat(pool.available()).isEqualTo(3);
    assertThat(take(pool, 3)).containsExactlyInAnyOrderElementsOf(taken);
    assertThat(pool.made()).isEqualTo(3);
  }

  @Test
  void batchesThatStandIdleAreLetGoAndMadeAgainWhenNeeded() {
    PointBatchPool pool = new PointBatchPool(1_000, POINTS);
    take(pool, 1_000).forEach(pool::giveBack);
    assertThat(pool.made()).isEqualTo(1_000);
    for (int packet = 0; packet < 300_000; packet++) {
      take(pool, 2).forEach(pool::giveBack);
    }
    assertThat(pool.made()).isBetween(2, 10);
    assertThat(pool.available()).isEqualTo(1_000);
    assertThat(take(pool, 1_000)).doesNotContainNull().doesNotHaveDuplicates();
  }

  @Test
  void batchGivenBackTwiceIsOurOwnMistake() {
    PointBatchPool pool = new PointBatchPool(2, POINTS);
    PointBatch batch = take(pool, 1).getFirst();
    pool.giveBack(batch);
    assertThatIllegalStateException().isThrownBy(() -> pool.giveBack(batch));
  }

  private static List<PointBatch> take(PointBatchPool pool, int count) {
    return new ArrayList<>(Stream.generate(pool::tryTake).limit(count).toList());
  }
}
