package dev.catenary.inference.model;

import org.jspecify.annotations.Nullable;

/** One network over the rows of a zone. */
interface Look extends AutoCloseable {
  /**
   * Computes the scores of all rows.
   *
   * @param features {@link dev.catenary.inference.voxel.Feature#COUNT} numbers a row
   * @param context {@link ContextPool#COLUMNS} numbers a row; null for the first look
   * @param logits receives {@link ContextPool#CLASSES} numbers a row
   */
  void run(float[] features, float @Nullable [] context, int rows, float[] logits);

  @Override
  void close();
}
