package dev.catenary.uplink.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.zone.DurableSequences;
import dev.catenary.proto.zone.DurableSequences.State;
import dev.catenary.proto.zone.SequenceRuns;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The knowledge of a zone whose chunks are of this build, of an older one, or of both. */
class DurableClaimsTest {
  private static DurableSequences together(DurableClaims.Claim... claims) {
    DurableClaims all = new DurableClaims();
    for (DurableClaims.Claim claim : claims) {
      all.add(claim);
    }
    return all.together();
  }

  private static DurableClaims.Claim older(long first, long last) {
    return new DurableClaims.Claim(first, last, SequenceRuns.NONE);
  }

  private static Map<Long, State> states(DurableSequences sequences, long... of) {
    Map<Long, State> states = new TreeMap<>();
    for (long sequence : of) {
      states.put(sequence, sequences.state(sequence));
    }
    return states;
  }

  @Test
  void chunkOfThisBuildSaysItExactly() {
    DurableSequences both =
        together(
            new DurableClaims.Claim(10, 20, SequenceRuns.ofEnds(10, 12, 20, 20)),
            new DurableClaims.Claim(14, 14, SequenceRuns.ofEnds(14, 14)));
    assertThat(states(both, 9, 10, 12, 13, 14, 15, 20, 21).values())
        .containsExactly(
            State.NEW,
            State.DURABLE,
            State.DURABLE,
            State.NEW,
            State.DURABLE,
            State.NEW,
            State.DURABLE,
            State.NEW);
  }

  /** An overtaken chunk of it never came: what lies before a later one is not durable. */
  @Test
  void ofAnOlderBuildsChunkOnlyWhatLiesBetweenItsEndsIsSureAndThatForOneSensor() {
    DurableSequences one = together(older(60, 69)).ofOneSensor();
    assertThat(states(one, 10, 59, 60, 61, 68, 69, 70).values())
        .containsExactly(
            State.NEW,
            State.NEW,
            State.DOUBTFUL,
            State.DURABLE,
            State.DURABLE,
            State.DOUBTFUL,
            State.NEW);
    DurableSequences several = together(older(60, 69));
    assertThat(states(several, 59, 60, 64, 69, 70).values())
        .containsExactly(State.NEW, State.DOUBTFUL, State.DOUBTFUL, State.DOUBTFUL, State.NEW);
  }

  @Test
  void datagramCutInTwoIsDurableWhereBothPartsAre() {
    DurableSequences one = together(older(1, 51), older(51, 100)).ofOneSensor();
    assertThat(one.state(51)).isEqualTo(State.DURABLE);
    assertThat(one.state(1)).isEqualTo(State.DOUBTFUL);
    assertThat(one.state(100)).isEqualTo(State.DOUBTFUL);
  }

  @Test
  void newChunkClearsAnOlderOnesDoubt() {
    DurableSequences both =
        together(older(60, 69), new DurableClaims.Claim(50, 60, SequenceRuns.ofEnds(50, 60)));
    assertThat(both.state(60)).isEqualTo(State.DURABLE);
    assertThat(both.state(61)).isEqualTo(State.DOUBTFUL);
  }

  @Test
  void belowALeadNothingIsMissing() {
    DurableSequences led = DurableSequences.NONE.withAllBelow(40);
    assertThat(led.state(39)).isEqualTo(State.DURABLE);
    assertThat(led.state(40)).isEqualTo(State.NEW);
    assertThat(DurableSequences.NONE.withAllBelow(Long.MIN_VALUE).state(0)).isEqualTo(State.NEW);
  }
}
