package dev.catenary.capture.georeference;

import dev.catenary.capture.pose.PoseLookup;
import dev.catenary.capture.time.PulseTimes;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.point.PointBatchPool;

/**
 * Where one sensor's batches wait, in order, for the pose that covers them. Points are never placed
 * by extrapolation: a batch whose pose does not come in time is counted ({@code
 * POINTS_WITHOUT_POSE}) and goes back to the pool. Time is the datagrams' host time, so a replay
 * decides as the live run did. How long a batch has waited is added up from its steps, so that a
 * step of the host's clock neither gives up nor holds anything. The batches of one datagram are
 * handed on together, one behind the other.
 */
public final class PoseWait {
  private static final long SECOND_NANOS = 1_000_000_000;

  /** No datagram has this sequence. */
  private static final long NONE = Long.MIN_VALUE;

  private final Georeferencer georeferencer;
  private final PointBatchPool pool;
  private final BatchSink sink;
  private final Counters counters;
  private final long waitNanosMax;
  private final PointBatch[] waiting;
  private final long[] offeredAtNanos;
  private final PulseTimes pulseTimes;
  private long passedNanos;
  private long lastHostTimeNanos;
  private boolean anyHostTime;
  private int head;
  private int count;

  /** The wait of the only sensor. */
  public PoseWait(
      Georeferencer georeferencer,
      PointBatchPool pool,
      BatchSink sink,
      Counters counters,
      int capacity,
      long waitNanosMax) {
    this(georeferencer, pool, sink, counters, capacity, waitNanosMax, new PulseTimes(0, 1));
  }

  /**
   * @param capacity batches that may wait
   * @param waitNanosMax how long each may
   * @param pulseTimes sets the placed points' times apart
   */
  public PoseWait(
      Georeferencer georeferencer,
      PointBatchPool pool,
      BatchSink sink,
      Counters counters,
      int capacity,
      long waitNanosMax,
      PulseTimes pulseTimes) {
    this.georeferencer = georeferencer;
    this.pool = pool;
    this.sink = sink;
    this.counters = counters;
    this.waitNanosMax = waitNanosMax;
    this.pulseTimes = pulseTimes;
    this.waiting = new PointBatch[capacity];
    this.offeredAtNanos = new long[capacity];
  }

  /** Takes a batch; when all places are taken, the one that has waited longest goes unplaced. */
  public void offer(PointBatch batch) {
    if (count == waiting.length) {
      drain(batch.hostTimeNanos, batch.sequence);
      if (count == waiting.length) {
        giveUp(removeFirst());
      }
    } else {
      passTo(batch.hostTimeNanos);
    }
    int place = (head + count) % waiting.length;
    waiting[place] = batch;
    offeredAtNanos[place] = passedNanos;
    count++;
  }

  /** Places what can be placed now; every datagram that was begun has been offered whole. */
  public void drain(long hostTimeNanos) {
    drain(hostTimeNanos, NONE);
  }

  /**
   * @param unfinished sequence of a datagram of which more is to be offered
   */
  private void drain(long hostTimeNanos, long unfinished) {
    passTo(hostTimeNanos);
    while (count > 0 && waiting[head].sequence != unfinished) {
      int batches = batchesOfFirst();
      if (!isDecided(batches)) {
        return;
      }
      for (int i = 0; i < batches; i++) {
        handOn(removeFirst());
      }
    }
  }

  /** The number of batches of the datagram that has waited longest. */
  private int batchesOfFirst() {
    int batches = 1;
    while (batches < count
        && waiting[(head + batches) % waiting.length].sequence == waiting[head].sequence) {
      batches++;
    }
    return batches;
  }

  /**
   * Places them, the last first, for its pose comes last. A datagram goes on as a whole, so while
   * one of its batches waits for its pose, all do.
   */
  private boolean isDecided(int batches) {
    for (int i = batches - 1; i >= 0; i--) {
      int place = (head + i) % waiting.length;
      PointBatch batch = waiting[place];
      PoseLookup lookup = georeferencer.place(batch);
      batch.inMapFrame = lookup == PoseLookup.COVERED;
      if (lookup == PoseLookup.NOT_YET && passedNanos - offeredAtNanos[place] <= waitNanosMax) {
        return false;
      }
    }
    return true;
  }

  private void handOn(PointBatch batch) {
    if (!batch.inMapFrame) {
      giveUp(batch);
      return;
    }
    counters.add(DeviceCounter.POINTS_GEOREFERENCED, batch.size);
    pulseTimes.setApart(batch);
    sink.accept(batch);
    pool.giveBack(batch);
  }

  /** Small disorder between links is no time at all; a step forward is a second, one back none. */
  private void passTo(long hostTimeNanos) {
    long step = anyHostTime ? hostTimeNanos - lastHostTimeNanos : 0;
    if (step > 0) {
      passedNanos += Math.min(step, SECOND_NANOS);
    }
    if (step > 0 || step < -SECOND_NANOS || !anyHostTime) {
      lastHostTimeNanos = hostTimeNanos;
    }
    anyHostTime = true;
  }

  /** Gives up on all that still wait: nothing more will come. */
  public void end() {
    while (count > 0) {
      giveUp(removeFirst());
    }
  }

  /** The sequence of the batch that has waited longest; {@link Long#MAX_VALUE} when none waits. */
  public long oldestSequence() {
    return count == 0 ? Long.MAX_VALUE : waiting[head].sequence;
  }

  private void giveUp(PointBatch batch) {
    counters.add(DeviceCounter.POINTS_WITHOUT_POSE, batch.size);
    pool.giveBack(batch);
  }

  private PointBatch removeFirst() {
    PointBatch first = waiting[head];
    head = (head + 1) % waiting.length;
    count--;
    return first;
  }
}
