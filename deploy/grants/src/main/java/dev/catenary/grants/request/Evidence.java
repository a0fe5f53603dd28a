package dev.catenary.grants.request;

/** Evidence for the time of capture in a request. */
public enum Evidence {
  /** The chunk's manifest, whose SHA-256 of the chunk the object declares under the signature. */
  MANIFEST,
  /** The zone event itself, whose checksum is under the signature. */
  EVENT,
  /** The caller's word: the object is only looked at or begun before, or has no such facts. */
  STATED
}
