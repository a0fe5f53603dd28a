package dev.catenary.proto.zone;

import java.util.Arrays;

/**
 * The datagrams whose points a zone holds, as runs of their sequences, while it gathers. They come
 * nearly in order, so there are few runs; it allocates only when it outgrows its array.
 */
public final class SequenceSet {
  private static final int FIRST_RUNS = 8;

  /** First and last of each run, in order; no two runs touch. */
  private long[] ends = new long[2 * FIRST_RUNS];

  private int runs;

  /** Puts a sequence in. */
  public void add(long sequence) {
    if (runs > 0 && sequence == ends[2 * runs - 1] + 1) {
      ends[2 * runs - 1] = sequence;
    } else if (runs == 0 || sequence > ends[2 * runs - 1]) {
      insert(runs, sequence);
    } else {
      addAmong(sequence);
    }
  }

  /** One that is lower than the highest. */
  private void addAmong(long sequence) {
    int run = runAtOrBehind(sequence);
    if (sequence >= ends[2 * run]) {
      return;
    }
    boolean touchesNext = sequence == ends[2 * run] - 1;
    boolean touchesPrevious = run > 0 && sequence == ends[2 * run - 1] + 1;
    if (touchesNext && touchesPrevious) {
      ends[2 * run - 1] = ends[2 * run + 1];
      remove(run);
    } else if (touchesNext) {
      ends[2 * run] = sequence;
    } else if (touchesPrevious) {
      ends[2 * run - 1] = sequence;
    } else {
      insert(run, sequence);
    }
  }

  private void insert(int run, long sequence) {
    if (2 * runs == ends.length) {
      ends = Arrays.copyOf(ends, ends.length * 2);
    }
    System.arraycopy(ends, 2 * run, ends, 2 * run + 2, 2 * (runs - run));
    ends[2 * run] = sequence;
    ends[2 * run + 1] = sequence;
    runs++;
  }

  private void remove(int run) {
    System.arraycopy(ends, 2 * run + 2, ends, 2 * run, 2 * (runs - run - 1));
    runs--;
  }

  /** The first run that does not end before the sequence. */
  private int runAtOrBehind(long sequence) {
    int low = 0;
    int high = runs;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ends[2 * middle + 1] < sequence) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** True when the sequence is in it. */
  public boolean contains(long sequence) {
    int run = runAtOrBehind(sequence);
    return run < runs && sequence >= ends[2 * run];
  }

  /**
   * Closes each gap that lies wholly between two sequences, these not among it: of the datagrams in
   * there it is known that none has a point that is not here.
   */
  public void bridge(long above, long below) {
    int kept = 0;
    for (int run = 1; run < runs; run++) {
      if (ends[2 * kept + 1] >= above && ends[2 * run] <= below) {
        ends[2 * kept + 1] = ends[2 * run + 1];
      } else {
        kept++;
        ends[2 * kept] = ends[2 * run];
        ends[2 * kept + 1] = ends[2 * run + 1];
      }
    }
    runs = Math.min(runs, kept + 1);
  }

  /** True when the next run would need a larger array. */
  public boolean isFull() {
    return 2 * runs == ends.length;
  }

  /** The number of runs. */
  public int runs() {
    return runs;
  }

  /** Empties it; the array keeps its size. */
  public void clear() {
    runs = 0;
  }

  /** A copy of what it holds now, for good. */
  public SequenceRuns toRuns() {
    return SequenceRuns.ofEnds(Arrays.copyOf(ends, 2 * runs));
  }
}
