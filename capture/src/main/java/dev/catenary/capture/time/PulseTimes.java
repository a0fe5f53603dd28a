package dev.catenary.capture.time;

import dev.catenary.proto.point.PointBatch;
import java.util.Arrays;

/**
 * Sets the pulses of one sensor apart in time, so that GPS time and return number name a point of
 * the vehicle, whichever sensor it is of. Sensors of many lasers fire several at one moment, and
 * one tick of a LAS file holds several moments.
 *
 * <p>Time is cut in steps of as many ticks as there are sensors; a sensor has one tick of each
 * step. Each of its pulses has a step of its own: that of its true time, or the next free one. A
 * tick is the least that a point record's GPS time tells apart: 65 ns, from September 2028 on 129
 * ns. Lasers that fire together come so many steps late as were before them: 127, or 8.3
 * microseconds, for the last row of an Ouster of 128.
 *
 * <p>Where a clock that runs free is tied anew, so that a packet seems to begin up to 0.2 s before
 * the last one's end, its pulses follow that end tick by tick until they are behind it no more.
 *
 * <p>Points are moved once they are placed, so where they lie is not touched. One thread.
 *
 * <p>Source: LAS 1.4 R15, section 2.6, "GPS Time": a double of adjusted standard GPS time.
 */
public final class PulseTimes {
  private static final long LAS_EPOCH_NANOS = 1_000_000_000_000_000_000L;

  /**
   * A batch that begins farther than this before the last one's end begins anew. The tie of a clock
   * that runs free is set back by some milliseconds where a packet came faster than all before.
   */
  private static final long LATE_NANOS_MAX = 200_000_000;

  private static final int INDEX_BITS = 16;
  private static final long INDEX_MASK = (1L << INDEX_BITS) - 1;

  private final int place;
  private final int sensors;
  private long[] order = new long[0];
  private long lastStep;
  private long lastTickNanos;

  /**
   * @param place of the sensor among those of the vehicle, from 0
   * @param sensors of the vehicle
   */
  public PulseTimes(int place, int sensors) {
    if (place < 0 || place >= sensors) {
      throw new IllegalArgumentException("found sensor " + place + " of " + sensors);
    }
    this.place = place;
    this.sensors = sensors;
  }

  /** The least time, in nanoseconds, that a point record tells apart at this GPS time. */
  static long tickNanos(long gpsTimeNanos) {
    double nanos = gpsTimeNanos - LAS_EPOCH_NANOS;
    double nanosUlp = Math.ulp(nanos);
    double secondsUlp = Math.ulp(nanos / 1e9) * 1e9;
    // A time is rounded twice on its way into the file: as nanoseconds, then as seconds.
    return (long) (Math.ceil(secondsUlp / nanosUlp) * nanosUlp) + 1;
  }

  /** Moves the times of all points; those of one pulse stay together. At most 65,536 points. */
  public void setApart(PointBatch batch) {
    int size = batch.size;
    if (size == 0) {
      return;
    }
    long first = Long.MAX_VALUE;
    boolean inOrder = true;
    for (int i = 0; i < size; i++) {
      long time = batch.sensorTimeNanos[i];
      first = Math.min(first, time);
      inOrder &= i == 0 || time >= batch.sensorTimeNanos[i - 1];
    }
    long tick = tickNanos(first + batch.sensorToGpsNanos);
    long stepNanos = tick * sensors;
    long step = Math.floorDiv(first + batch.sensorToGpsNanos, stepNanos) - 1;
    boolean goesOn =
        tick == lastTickNanos
            && lastStep > step
            && (lastStep - step) * stepNanos <= LATE_NANOS_MAX + stepNanos;
    long before = goesOn ? lastStep : step;
    lastTickNanos = tick;
    lastStep =
        inOrder ? inTheirOrder(batch, before, stepNanos) : sorted(batch, first, before, stepNanos);
  }

  private long inTheirOrder(PointBatch batch, long stepBefore, long stepNanos) {
    long step = stepBefore;
    long pulseTime = 0;
    int seen = 0;
    for (int i = 0; i < batch.size; i++) {
      long time = batch.sensorTimeNanos[i];
      if (i == 0 || time != pulseTime || !isSamePulse(batch, i - 1, i, seen)) {
        step = nextStep(time + batch.sensorToGpsNanos, step, stepNanos);
        pulseTime = time;
        seen = 0;
      }
      seen |= 1 << (batch.lasReturns[i] & 0xF);
      batch.sensorTimeNanos[i] = step * stepNanos + tickOf(stepNanos) - batch.sensorToGpsNanos;
    }
    return step;
  }

  private long sorted(PointBatch batch, long first, long stepBefore, long stepNanos) {
    if (order.length < batch.size) {
      order = new long[batch.capacity];
    }
    for (int i = 0; i < batch.size; i++) {
      order[i] = (batch.sensorTimeNanos[i] - first) << INDEX_BITS | i;
    }
    Arrays.sort(order, 0, batch.size);
    long step = stepBefore;
    long pulseTime = -1;
    int previous = -1;
    int seen = 0;
    for (int at = 0; at < batch.size; at++) {
      int i = (int) (order[at] & INDEX_MASK);
      long sinceFirst = order[at] >> INDEX_BITS;
      if (sinceFirst != pulseTime || i != previous + 1 || !isSamePulse(batch, previous, i, seen)) {
        step = nextStep(first + sinceFirst + batch.sensorToGpsNanos, step, stepNanos);
        pulseTime = sinceFirst;
        seen = 0;
      }
      seen |= 1 << (batch.lasReturns[i] & 0xF);
      previous = i;
      batch.sensorTimeNanos[i] = step * stepNanos + tickOf(stepNanos) - batch.sensorToGpsNanos;
    }
    return step;
  }

  private long tickOf(long stepNanos) {
    return stepNanos / sensors * place;
  }

  private static long nextStep(long gpsTimeNanos, long stepBefore, long stepNanos) {
    return Math.max(Math.floorDiv(gpsTimeNanos, stepNanos), stepBefore + 1);
  }

  /** Returns of one pulse follow each other, by one laser, and have numbers of their own. */
  private static boolean isSamePulse(PointBatch batch, int before, int point, int seen) {
    int returns = batch.lasReturns[point] & 0xFF;
    return returns >> 4 > 1
        && returns >> 4 == (batch.lasReturns[before] & 0xFF) >> 4
        && batch.ring[point] == batch.ring[before]
        && (seen & 1 << (returns & 0xF)) == 0;
  }
}
