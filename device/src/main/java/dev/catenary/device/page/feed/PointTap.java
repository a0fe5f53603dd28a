package dev.catenary.device.page.feed;

import dev.catenary.proto.point.PointBatch;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks at placed batches on their way to the zones. While somebody watches it copies one point of
 * some into a ring that it overwrites; else it does nothing. It allocates nothing and waits for
 * nobody: a reader that is slow finds its points gone.
 *
 * <p>One thread writes, the capture's; any may read.
 */
public final class PointTap {
  /** A tenth of a second of two VLP-16 in dual return, or all that a viewer is sent in two. */
  static final int POINTS = 1 << 16;

  private static final int MASK = POINTS - 1;

  /** Centimetres hold any projected frame's coordinates in 32 bits: 21,474 km. */
  static final double UNIT_METRES = 0.01;

  private final int[] east = new int[POINTS];
  private final int[] north = new int[POINTS];
  private final int[] height = new int[POINTS];
  private final byte[] intensity = new byte[POINTS];
  private final AtomicInteger watching = new AtomicInteger();
  private volatile int oneOf = 16;

  /** Up to here the writer may be writing; slots older than this less the ring are no more. */
  private volatile long begun;

  /** Up to here all is written. */
  private volatile long done;

  private int skip;

  /** Looks at a batch; the capture's thread alone. */
  public void look(PointBatch batch) {
    if (!isWatched() || batch.size == 0) {
      return;
    }
    int step = oneOf;
    int first = skip;
    if (first >= batch.size) {
      skip = first - batch.size;
      return;
    }
    int count = (batch.size - first + step - 1) / step;
    long at = done;
    begun = at + count;
    VarHandle.fullFence();
    int point = first;
    for (int i = 0; i < count; i++, point += step) {
      int slot = (int) (at + i) & MASK;
      east[slot] = (int) Math.rint(batch.eastingMetres[point] / UNIT_METRES);
      north[slot] = (int) Math.rint(batch.northingMetres[point] / UNIT_METRES);
      height[slot] = (int) Math.rint(batch.heightMetres[point] / UNIT_METRES);
      intensity[slot] = (byte) Math.min(255, batch.intensity[point]);
    }
    skip = point - batch.size;
    done = at + count;
  }

  /** Tests whether anybody watches; else nothing is copied. Any thread. */
  boolean isWatched() {
    return watching.getPlain() != 0;
  }

  /** One viewer more. */
  void watch() {
    watching.incrementAndGet();
  }

  /** One viewer less. */
  void leave() {
    watching.decrementAndGet();
  }

  /** One point of this many is copied. */
  int oneOf() {
    return oneOf;
  }

  void oneOf(int points) {
    oneOf = points;
  }

  /** Number of points copied so far. */
  long copied() {
    return done;
  }

  /**
   * Reads points.
   *
   * @param from number of the first
   * @param into as many as it holds, at most
   * @return how many there were, the first of them {@code into.first}
   */
  int read(long from, Points into) {
    long end = done;
    long start = Math.max(from, end - POINTS);
    int count = (int) Math.min(end - start, into.east.length);
    for (int i = 0; i < count; i++) {
      int slot = (int) (start + i) & MASK;
      into.east[i] = east[slot];
      into.north[i] = north[slot];
      into.height[i] = height[slot];
      into.intensity[i] = intensity[slot];
    }
    VarHandle.fullFence();
    // What the writer has begun to overwrite meanwhile may be half of one point, half of another.
    long safe = begun - POINTS;
    int lost = Math.clamp(safe - start, 0, count);
    if (lost > 0) {
      into.shift(lost, count);
    }
    into.first = start + lost;
    return count - lost;
  }

  /** Room for points that are read. */
  static final class Points {
    final int[] east;
    final int[] north;
    final int[] height;
    final byte[] intensity;
    long first;

    Points(int capacity) {
      east = new int[capacity];
      north = new int[capacity];
      height = new int[capacity];
      intensity = new byte[capacity];
    }

    private void shift(int lost, int count) {
      System.arraycopy(east, lost, east, 0, count - lost);
      System.arraycopy(north, lost, north, 0, count - lost);
      System.arraycopy(height, lost, height, 0, count - lost);
      System.arraycopy(intensity, lost, intensity, 0, count - lost);
    }
  }
}
