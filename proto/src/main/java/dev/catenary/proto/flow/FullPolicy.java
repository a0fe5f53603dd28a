package dev.catenary.proto.flow;

/** Policy of a {@link BoundedQueue} for an element that does not fit. */
public enum FullPolicy {
  /** The producer waits. */
  BLOCK,
  /** The element that has waited longest makes room. */
  DROP_OLDEST,
  /** The new element is turned away. */
  DROP_NEWEST
}
