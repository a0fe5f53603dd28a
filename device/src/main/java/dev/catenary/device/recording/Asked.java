package dev.catenary.device.recording;

/** Span or zone of the raw journal that is asked for. */
sealed interface Asked {
  /**
   * Host clock, nanoseconds since 1970-01-01T00:00Z; both ends belong to it. The last may be still
   * to come.
   */
  record Span(long firstNanos, long lastNanos) implements Asked {}

  /**
   * Datagrams between the first and the last of each chunk of this zone.
   *
   * @param slug its name, as {@code epsg32755-32m-21875-181250}
   */
  record OfZone(String slug) implements Asked {}
}
