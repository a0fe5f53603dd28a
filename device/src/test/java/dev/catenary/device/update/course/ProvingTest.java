package dev.catenary.device.update.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Times after which a release on trial is good. */
class ProvingTest {
  private static final Map<String, Integer> WELL = Map.of("sensor", 0, "cloud", 1);
  private static final Map<String, Integer> WORSE = Map.of("sensor", 2, "cloud", 1);
  private static final Baseline BEFORE = new Baseline(WELL, true);

  private static int goodAfter(Proving proving, Map<String, Integer> links, boolean packets) {
    for (int second = 1; second <= 4_000; second++) {
      proving.look(1, links, packets, false);
      if (proving.isGood()) {
        return second;
      }
    }
    return Integer.MAX_VALUE;
  }

  @Test
  void threeHundredSecondsWithPackets() {
    assertThat(goodAfter(new Proving(BEFORE, 0), WELL, true)).isEqualTo(300);
  }

  @Test
  void timeIsKeptOverRestarts() {
    assertThat(goodAfter(new Proving(BEFORE, 200), WELL, true)).isEqualTo(100);
  }

  @Test
  void oneLinkWorseThanBeforeIsNeverGood() {
    Proving proving = new Proving(BEFORE, 0);
    assertThat(goodAfter(proving, WORSE, true)).isEqualTo(Integer.MAX_VALUE);
    assertThat(proving.isHopeless()).isTrue();
    // A link that was unwell before need not be well now.
    assertThat(goodAfter(new Proving(new Baseline(WORSE, true), 0), WORSE, true)).isEqualTo(300);
  }

  @Test
  void worseLinkBeginsTheTimeAnew() {
    Proving proving = new Proving(BEFORE, 0);
    for (int second = 0; second < 299; second++) {
      proving.look(1, WELL, true, false);
    }
    proving.look(1, WORSE, true, false);
    assertThat(goodAfter(proving, WELL, true)).isEqualTo(300);
  }

  @Test
  void sensorThatIsOffIsWaitedFor() {
    Proving proving = new Proving(BEFORE, 0);
    assertThat(goodAfter(proving, WORSE, false)).isEqualTo(Integer.MAX_VALUE);
    assertThat(proving.isHopeless()).isFalse();
    assertThat(goodAfter(proving, WELL, true)).isEqualTo(60);
  }

  @Test
  void withoutPacketsBeforeNoneAreNeeded() {
    assertThat(goodAfter(new Proving(new Baseline(WELL, false), 0), WELL, false)).isEqualTo(300);
  }
}
