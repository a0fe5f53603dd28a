package dev.catenary.capture.georeference;

import dev.catenary.proto.point.PointBatch;

/**
 * Takes placed batches; the batch stays its giver's when the call returns. Those of one datagram
 * come one behind the other.
 */
@FunctionalInterface
public interface BatchSink {
  void accept(PointBatch batch);
}
