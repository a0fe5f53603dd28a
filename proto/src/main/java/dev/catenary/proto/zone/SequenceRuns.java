package dev.catenary.proto.zone;

import java.util.Arrays;
import java.util.List;

/**
 * Sequences of datagrams, as runs, in order. As numbers and as text a run is two numbers: how many
 * sequences are left out before it, counted from 0 or from the end of the run before, and how many
 * it has.
 */
public final class SequenceRuns {
  /** No sequence. */
  public static final SequenceRuns NONE = new SequenceRuns(new long[0]);

  /** First and last of each run. */
  private final long[] ends;

  private SequenceRuns(long[] ends) {
    this.ends = ends;
  }

  /** Of first and last of each run; they may overlap and be in any order. */
  public static SequenceRuns ofEnds(long... ends) {
    int runs = ends.length / 2;
    long[][] sorted = new long[runs][];
    for (int run = 0; run < runs; run++) {
      sorted[run] = new long[] {ends[2 * run], ends[2 * run + 1]};
    }
    Arrays.sort(sorted, (a, b) -> Long.compare(a[0], b[0]));
    long[] joined = new long[2 * runs];
    int kept = 0;
    for (long[] run : sorted) {
      if (run[0] > run[1]) {
        continue;
      }
      if (kept > 0 && run[0] <= joined[2 * kept - 1] + 1) {
        joined[2 * kept - 1] = Math.max(joined[2 * kept - 1], run[1]);
      } else {
        joined[2 * kept] = run[0];
        joined[2 * kept + 1] = run[1];
        kept++;
      }
    }
    return kept == 0 ? NONE : new SequenceRuns(Arrays.copyOf(joined, 2 * kept));
  }

  /** All that is in any of them. */
  public static SequenceRuns union(List<SequenceRuns> all) {
    return all.size() == 1
        ? all.getFirst()
        : ofEnds(all.stream().flatMapToLong(each -> Arrays.stream(each.ends)).toArray());
  }

  /**
   * Of pairs of numbers as {@link #numbers} gives them.
   *
   * @throws IllegalArgumentException when they are no runs
   */
  public static SequenceRuns ofNumbers(List<Long> numbers) {
    long[] ends = new long[numbers.size()];
    long next = 0;
    for (int at = 0; at < ends.length; at += 2) {
      long left = numbers.get(at);
      long count = at + 1 < ends.length ? numbers.get(at + 1) : 0;
      if (left < 0 || count < 1 || next + left + count < next) {
        throw new IllegalArgumentException("found sequences " + numbers + "; expected runs");
      }
      ends[at] = next + left;
      ends[at + 1] = next + left + count - 1;
      next = ends[at + 1] + 1;
    }
    return ofEnds(ends);
  }

  /**
   * Of text as {@link #text} gives it.
   *
   * @throws IllegalArgumentException when it is no runs
   */
  public static SequenceRuns parse(String text) {
    return text.isEmpty()
        ? NONE
        : ofNumbers(Arrays.stream(text.split("[:,]", -1)).map(Long::valueOf).toList());
  }

  /** Two for each run: how many sequences are left out before it, and how many it has. */
  public List<Long> numbers() {
    Long[] numbers = new Long[ends.length];
    long next = 0;
    for (int at = 0; at < ends.length; at += 2) {
      numbers[at] = ends[at] - next;
      numbers[at + 1] = ends[at + 1] - ends[at] + 1;
      next = ends[at + 1] + 1;
    }
    return List.of(numbers);
  }

  /** The same as text, {@code left:count,left:count}; empty for none. */
  public String text() {
    StringBuilder text = new StringBuilder();
    List<Long> numbers = numbers();
    for (int at = 0; at < numbers.size(); at += 2) {
      text.append(at == 0 ? "" : ",");
      text.append(numbers.get(at)).append(':').append(numbers.get(at + 1));
    }
    return text.toString();
  }

  /** True when the sequence is in it; allocates nothing. */
  public boolean contains(long sequence) {
    int low = 0;
    int high = ends.length / 2;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ends[2 * middle + 1] < sequence) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return 2 * low < ends.length && sequence >= ends[2 * low];
  }

  /** True when any sequence is in both. */
  public boolean intersects(SequenceRuns other) {
    int at = 0;
    int there = 0;
    while (at < ends.length && there < other.ends.length) {
      if (ends[at + 1] < other.ends[there]) {
        at += 2;
      } else if (other.ends[there + 1] < ends[at]) {
        there += 2;
      } else {
        return true;
      }
    }
    return false;
  }

  public boolean isEmpty() {
    return ends.length == 0;
  }

  /** The number of runs. */
  public int runs() {
    return ends.length / 2;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SequenceRuns that && Arrays.equals(ends, that.ends);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ends);
  }

  /** As {@code 10-59, 61-61}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < ends.length; at += 2) {
      text.append(at == 0 ? "" : ", ").append(ends[at]).append('-').append(ends[at + 1]);
    }
    return text.toString();
  }
}
