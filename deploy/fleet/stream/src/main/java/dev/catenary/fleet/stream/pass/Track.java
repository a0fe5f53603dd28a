package dev.catenary.fleet.stream.pass;

import dev.catenary.proto.message.PassState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One finding over passes. */
public final class Track {
  /** Two standard errors: what 95 of 100 differences of nothing stay below. */
  private static final double ERRORS = 2;

  private final Observation anchor;
  private final List<Observation> seen = new ArrayList<>();
  private PassState state = PassState.PASS_NEW;
  private long lastPassNanos;

  Track(Observation first, long passNanos) {
    this.anchor = first;
    add(first, passNanos);
  }

  /** Joins a later observation; what comes back after it was gone is new. */
  void add(Observation next, long passNanos) {
    lastPassNanos = passNanos;
    if (state == PassState.PASS_GONE) {
      seen.clear();
    }
    if (seen.isEmpty()) {
      state = PassState.PASS_NEW;
    } else {
      Observation before = newest();
      double joint = ERRORS * Math.hypot(Growth.errorMetres(before), Growth.errorMetres(next));
      double nearer = before.loadedMetres() - next.loadedMetres();
      state =
          nearer > joint
              ? PassState.PASS_WORSE
              : nearer < -joint ? PassState.PASS_BETTER : PassState.PASS_STILL;
    }
    seen.add(next);
  }

  void miss(boolean gone, long passNanos) {
    lastPassNanos = passNanos;
    if (gone) {
      state = PassState.PASS_GONE;
    } else if (state != PassState.PASS_GONE) {
      state = PassState.PASS_UNSEEN;
    }
  }

  /** Where it was first seen. */
  public Observation anchor() {
    return anchor;
  }

  /** The newest observation. */
  public Observation newest() {
    return seen.get(seen.size() - 1);
  }

  /** The first since it was new. */
  public Observation first() {
    return seen.get(0);
  }

  /** Number of passes that saw it since it was new. */
  public int observations() {
    return seen.size();
  }

  public PassState state() {
    return state;
  }

  /** Begin of the newest pass over the cell, capture time. */
  public long lastPassNanos() {
    return lastPassNanos;
  }

  /** Empty before it was seen on two days. */
  public Optional<Growth> growth() {
    return Growth.of(seen);
  }
}
