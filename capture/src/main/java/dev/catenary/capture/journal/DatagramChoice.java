package dev.catenary.capture.journal;

import java.util.List;

/** Which datagrams of the raw journal are asked for. */
public sealed interface DatagramChoice {
  boolean takes(long sequence, long arrivalNanos);

  /** False only for a segment that surely holds none of them. */
  boolean mayLieIn(SegmentBounds segment);

  /**
   * All that came in a span of the host's clock, by the time that each itself bears: where the
   * clock was set meanwhile they are not one run of sequences.
   *
   * @param firstNanos host clock, nanoseconds since 1970-01-01T00:00Z; both ends belong to it
   */
  record OfSpan(long firstNanos, long lastNanos) implements DatagramChoice {
    /**
     * A clock that is set by less than this within a segment hides no datagram of it; one set by
     * more shows in the times at which segments begin.
     */
    private static final long SLACK_NANOS = 600_000_000_000L;

    @Override
    public boolean takes(long sequence, long arrivalNanos) {
      return arrivalNanos >= firstNanos && arrivalNanos <= lastNanos;
    }

    @Override
    public boolean mayLieIn(SegmentBounds segment) {
      if (!segment.timesAreKnown() || segment.durationNanos() > SLACK_NANOS) {
        return true;
      }
      return segment.durationNanos() < 0
          || (segment.nextNanos() > firstNanos - SLACK_NANOS
              && segment.firstNanos() < lastNanos + SLACK_NANOS);
    }
  }

  /** All of some ranges of sequences. */
  record OfSequences(List<Range> ranges) implements DatagramChoice {
    public OfSequences {
      ranges = List.copyOf(ranges);
    }

    /** Both ends belong to it. */
    public record Range(long first, long last) {}

    @Override
    public boolean takes(long sequence, long arrivalNanos) {
      for (Range range : ranges) {
        if (sequence >= range.first && sequence <= range.last) {
          return true;
        }
      }
      return false;
    }

    @Override
    public boolean mayLieIn(SegmentBounds segment) {
      for (Range range : ranges) {
        if (range.last >= segment.firstSequence() && range.first < segment.nextSequence()) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * Sequence and time at which one segment begins, and those of the next one.
   *
   * @param nextSequence that the next segment begins with; the largest number when there is none
   * @param firstNanos host time of its first datagram; {@link #UNKNOWN} when there is none whole
   * @param nextNanos host time of the next segment's first datagram; or {@link #UNKNOWN}
   */
  record SegmentBounds(long firstSequence, long nextSequence, long firstNanos, long nextNanos) {
    static final long UNKNOWN = Long.MIN_VALUE;

    boolean timesAreKnown() {
      return firstNanos != UNKNOWN && nextNanos != UNKNOWN;
    }

    long durationNanos() {
      return nextNanos - firstNanos;
    }
  }
}
