package dev.catenary.inference.zone;

import dev.catenary.proto.zone.Zone;

/**
 * Sets label and confidence of every point of a zone, in place. Used by one thread, which also
 * closes it.
 */
public interface Classifier extends AutoCloseable {
  /** Name and version, as it stands in the manifest: {@code rules-1}. */
  String name();

  void classify(Zone zone);

  /** Gives back what the garbage collector does not know of. */
  @Override
  default void close() {}
}
