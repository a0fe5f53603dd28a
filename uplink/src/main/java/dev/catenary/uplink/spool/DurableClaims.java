package dev.catenary.uplink.spool;

import dev.catenary.proto.zone.DurableSequences;
import dev.catenary.proto.zone.SequenceRuns;
import dev.catenary.uplink.chunk.SealedChunk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Claims of the durable chunks of one zone, put together: which datagrams they hold. */
final class DurableClaims {
  private final Set<Claim> all = new HashSet<>();

  /**
   * The claim of one chunk.
   *
   * @param first lowest sequence with a point in it
   * @param last highest
   * @param sequences exactly; empty where an older build did not say
   */
  record Claim(long first, long last, SequenceRuns sequences) {
    static Claim of(SealedChunk chunk) {
      return new Claim(chunk.firstSequence(), chunk.lastSequence(), chunk.sequences());
    }
  }

  /** Adds one; the same one twice is one. */
  void add(Claim claim) {
    all.add(claim);
  }

  /** All of them. */
  DurableSequences together() {
    if (all.isEmpty()) {
      return DurableSequences.NONE;
    }
    List<SequenceRuns> exact = new ArrayList<>();
    List<SequenceRuns> between = new ArrayList<>();
    List<SequenceRuns> doubtful = new ArrayList<>();
    Set<Long> firsts = new HashSet<>();
    all.stream().filter(claim -> claim.sequences().isEmpty()).forEach(c -> firsts.add(c.first()));
    for (Claim claim : all) {
      if (!claim.sequences().isEmpty()) {
        exact.add(claim.sequences());
        continue;
      }
      between.add(SequenceRuns.ofEnds(claim.first() + 1, claim.last() - 1));
      // A datagram cut in two is whole again where both parts are durable.
      if (claim.first() < claim.last() && firsts.contains(claim.last())) {
        between.add(SequenceRuns.ofEnds(claim.last(), claim.last()));
      }
      doubtful.add(SequenceRuns.ofEnds(claim.first(), claim.first(), claim.last(), claim.last()));
    }
    return new DurableSequences(
        SequenceRuns.union(exact), SequenceRuns.union(between), SequenceRuns.union(doubtful));
  }
}
