package dev.catenary.inference.training.cloud;

import java.io.IOException;

/** Points of a file in their order. */
interface PointSource extends AutoCloseable {
  /**
   * Fills the next point.
   *
   * @return false at the end of what can be read
   */
  boolean next(LasPoint point) throws IOException;

  @Override
  void close() throws IOException;
}
