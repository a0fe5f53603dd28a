package dev.catenary.proto.flow;

/** What a {@link BoundedQueue} does with an element that does not fit. */
public enum FullPolicy {
  /** The producer waits. */
  BLOCK,
  /** The element that has waited longest makes room. */
  DROP_OLDEST,
  /** The new element is turned away. */
  DROP_NEWEST
}
