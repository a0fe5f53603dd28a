package dev.catenary.inference.model;

import dev.catenary.proto.zone.Zone;

/** Sets label and confidence of every point of a zone, in place. Used by one thread. */
public interface Classifier {
  /** Name and version, as it stands in the manifest: {@code rules-1}. */
  String name();

  void classify(Zone zone);
}
