package dev.catenary.proto.point;

import org.jspecify.annotations.Nullable;

/**
 * A fixed number of batches, allocated once and lent out. Any thread may take or give back.
 *
 * <p>An empty pool answers null: the caller counts what it could not place, memory stays bounded.
 */
public final class PointBatchPool {
  private final PointBatch[] free;
  private int freeCount;

  public PointBatchPool(int batches, int pointsPerBatch) {
    free = new PointBatch[batches];
    for (int i = 0; i < batches; i++) {
      free[i] = new PointBatch(pointsPerBatch);
    }
    freeCount = batches;
  }

  public synchronized @Nullable PointBatch tryTake() {
    return freeCount == 0 ? null : free[--freeCount];
  }

  public synchronized void giveBack(PointBatch batch) {
    if (freeCount == free.length) {
      throw new IllegalStateException("a batch was given back twice");
    }
    batch.clear();
    free[freeCount++] = batch;
  }

  public synchronized int available() {
    return freeCount;
  }

  public int size() {
    return free.length;
  }
}
