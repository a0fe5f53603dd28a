package dev.catenary.proto.zone;

import java.util.List;

/**
 * The datagrams whose points in one square are in durable chunks. Chunks of this build say it
 * exactly. Of those of an older build only the first and last datagram are known: what lies between
 * is in the chunk where one sensor's datagrams came in order, and the two ends may be cut in the
 * middle.
 */
public final class DurableSequences {
  /** Nothing is durable. */
  public static final DurableSequences NONE =
      new DurableSequences(SequenceRuns.NONE, SequenceRuns.NONE, SequenceRuns.NONE);

  /** Standing of the points of a datagram in the square. */
  public enum State {
    /** They are in no durable chunk. */
    NEW,
    /** They are in a durable chunk, all of them. */
    DURABLE,
    /** Nobody knows: an older build's chunk does not say. */
    DOUBTFUL
  }

  private final SequenceRuns exact;
  private final SequenceRuns between;
  private final SequenceRuns doubtful;

  /**
   * @param exact what chunks say that they hold
   * @param between the ends of an older build's chunks
   * @param doubtful those ends, and what else is not known
   */
  public DurableSequences(SequenceRuns exact, SequenceRuns between, SequenceRuns doubtful) {
    this.exact = exact;
    this.between = between;
    this.doubtful = doubtful;
  }

  /** The same, where all datagrams are of one sensor and so came in order. */
  public DurableSequences ofOneSensor() {
    return between.isEmpty()
        ? this
        : new DurableSequences(
            SequenceRuns.union(List.of(exact, between)), SequenceRuns.NONE, doubtful);
  }

  /** The same, and nothing is missing of any datagram below this sequence. */
  public DurableSequences withAllBelow(long sequence) {
    return sequence <= 0
        ? this
        : new DurableSequences(
            SequenceRuns.union(List.of(exact, SequenceRuns.ofEnds(0, sequence - 1))),
            between,
            doubtful);
  }

  /** The standing of this datagram's points; allocates nothing. */
  public State state(long sequence) {
    if (exact.contains(sequence)) {
      return State.DURABLE;
    }
    return between.contains(sequence) || doubtful.contains(sequence) ? State.DOUBTFUL : State.NEW;
  }
}
