package dev.catenary.proto.point;

import org.jspecify.annotations.Nullable;

/**
 * Lends out batches, at most a fixed number. A batch is made when it is first needed and then used
 * again and again; those that were idle for a long while, as after a wait for the first position,
 * are let go. Any thread may take or give back.
 *
 * <p>An empty pool answers null: the caller counts what it could not place, memory stays bounded.
 */
public final class PointBatchPool {
  /** Number of returned batches between two looks at how many were idle all the time. */
  private static final int RETURNS_PER_LOOK = 1 << 18;

  private final PointBatch[] free;
  private final int pointsPerBatch;
  private int freeCount;
  private int made;
  private int idle;
  private int returns;

  /**
   * @param batches the most there may be at a time
   */
  public PointBatchPool(int batches, int pointsPerBatch) {
    this.free = new PointBatch[batches];
    this.pointsPerBatch = pointsPerBatch;
  }

  public synchronized @Nullable PointBatch tryTake() {
    if (freeCount > 0) {
      PointBatch batch = free[--freeCount];
      idle = Math.min(idle, freeCount);
      return batch;
    }
    if (made == free.length) {
      return null;
    }
    made++;
    idle = 0;
    return new PointBatch(pointsPerBatch);
  }

  public synchronized void giveBack(PointBatch batch) {
    if (freeCount == made) {
      throw new IllegalStateException("a batch was given back twice");
    }
    batch.clear();
    free[freeCount++] = batch;
    if (++returns == RETURNS_PER_LOOK) {
      letGo(idle);
      returns = 0;
      idle = freeCount;
    }
  }

  private void letGo(int batches) {
    for (int i = 0; i < batches; i++) {
      free[--freeCount] = null;
    }
    made -= batches;
  }

  /** Number that can still be taken now. */
  public synchronized int available() {
    return free.length - made + freeCount;
  }

  /** Number there is now, lent or free. */
  public synchronized int made() {
    return made;
  }

  /** The most there may be. */
  public int size() {
    return free.length;
  }
}
