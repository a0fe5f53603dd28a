package dev.catenary.proto.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BoundedQueueTest {
  private final List<Integer> dropped = new ArrayList<>();

  @Test
  void fullQueueThatDropsOldestKeepsTheNewest() throws InterruptedException {
    var queue = BoundedQueue.<Integer>dropOldest(2, dropped::add);
    assertThat(queue.offer(1) && queue.offer(2) && queue.offer(3)).isTrue();
    assertThat(dropped).containsExactly(1);
    assertThat(queue.poll()).isEqualTo(2);
    assertThat(queue.poll()).isEqualTo(3);
    assertThat(queue.poll()).isNull();
  }

  @Test
  void fullQueueThatDropsNewestTurnsTheNewOneAway() throws InterruptedException {
    var queue = BoundedQueue.<Integer>dropNewest(1, dropped::add);
    assertThat(queue.offer(1)).isTrue();
    assertThat(queue.offer(2)).isFalse();
    assertThat(dropped).containsExactly(2);
    assertThat(queue.poll()).isEqualTo(1);
  }

  @Test
  @Timeout(20)
  void fullQueueThatBlocksPassesEveryElementInOrder() throws InterruptedException {
    var queue = BoundedQueue.<Integer>block(3, dropped::add);
    Thread producer =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    for (int i = 0; i < 1_000; i++) {
                      queue.offer(i);
                    }
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                });
    for (int i = 0; i < 1_000; i++) {
      assertThat(queue.poll(5_000_000_000L)).isEqualTo(i);
    }
    producer.join();
    assertThat(dropped).isEmpty();
  }

  @Test
  void closedQueueDropsWhatIsOfferedAndStillGivesWhatItHolds() throws InterruptedException {
    var queue = BoundedQueue.<Integer>block(2, dropped::add);
    queue.offer(1);
    queue.close();
    assertThat(queue.offer(2)).isFalse();
    assertThat(dropped).containsExactly(2);
    assertThat(queue.poll(1_000_000L)).isEqualTo(1);
    assertThat(queue.poll(1_000_000L)).isNull();
  }
}
