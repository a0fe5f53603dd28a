package dev.catenary.proto.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SequenceSetTest {
  @Property
  void holdsWhatWasPutInInAnyOrder(
      @ForAll @Size(max = 60) List<@LongRange(min = 0, max = 90) Long> sequences) {
    SequenceSet set = new SequenceSet();
    TreeSet<Long> expected = new TreeSet<>();
    for (long sequence : sequences) {
      set.add(sequence);
      expected.add(sequence);
    }
    SequenceRuns runs = set.toRuns();
    int runsExpected = 0;
    for (long sequence = 0; sequence <= 91; sequence++) {
      assertThat(set.contains(sequence)).isEqualTo(expected.contains(sequence));
      assertThat(runs.contains(sequence)).isEqualTo(expected.contains(sequence));
      runsExpected += expected.contains(sequence) && !expected.contains(sequence - 1) ? 1 : 0;
    }
    assertThat(set.runs()).isEqualTo(runsExpected);
    assertThat(SequenceRuns.parse(runs.text())).isEqualTo(runs);
    assertThat(SequenceRuns.ofNumbers(runs.numbers())).isEqualTo(runs);
  }

  @Property
  void bridgeClosesTheGapsThatLieWhollyBetween(
      @ForAll @Size(min = 1, max = 30) List<@LongRange(min = 0, max = 60) Long> sequences,
      @ForAll @LongRange(min = -1, max = 61) long above,
      @ForAll @LongRange(min = -1, max = 61) long below) {
    SequenceSet set = new SequenceSet();
    sequences.forEach(set::add);
    TreeSet<Long> before = new TreeSet<>(sequences);
    set.bridge(above, below);
    for (long sequence = 0; sequence <= 60; sequence++) {
      Long lower = before.lower(sequence);
      Long higher = before.higher(sequence);
      boolean bridged = lower != null && higher != null && lower + 1 > above && higher - 1 < below;
      assertThat(set.contains(sequence))
          .as("%s in %s bridged between %s and %s", sequence, before, above, below)
          .isEqualTo(before.contains(sequence) || bridged);
    }
  }

  @Test
  void textAndNumbersSayHowManyAreLeftOutAndHowManyThereAre() {
    SequenceRuns runs = SequenceRuns.ofEnds(61, 61, 10, 59);
    assertThat(runs.text()).isEqualTo("10:50,1:1");
    assertThat(runs.numbers()).containsExactly(10L, 50L, 1L, 1L);
    assertThat(runs).hasToString("10-59, 61-61");
    assertThat(SequenceRuns.NONE.text()).isEmpty();
  }

  @Test
  void runsThatOverlapAreOne() {
    assertThat(SequenceRuns.ofEnds(20, 30, 10, 25, 31, 32).text()).isEqualTo("10:23");
    assertThat(SequenceRuns.ofEnds(5, 4)).isEqualTo(SequenceRuns.NONE);
    assertThat(SequenceRuns.ofEnds(1, 5).intersects(SequenceRuns.ofEnds(6, 9))).isFalse();
    assertThat(SequenceRuns.ofEnds(1, 5, 8, 8).intersects(SequenceRuns.ofEnds(6, 9))).isTrue();
  }

  @Test
  void numbersThatAreNoRunsAreRefused() {
    assertThatThrownBy(() -> SequenceRuns.ofNumbers(List.of(1L, 0L)))
        .hasMessageContaining("expected runs");
    assertThatThrownBy(() -> SequenceRuns.ofNumbers(List.of(1L)))
        .hasMessageContaining("expected runs");
    assertThatThrownBy(() -> SequenceRuns.parse("7:-1")).hasMessageContaining("expected runs");
    assertThatThrownBy(() -> SequenceRuns.parse("x")).isInstanceOf(NumberFormatException.class);
  }
}
