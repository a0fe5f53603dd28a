package dev.catenary.uplink.spool;

/** Proof by a store that it holds exactly our bytes; strongest first. */
public enum Proof {
  /** The bytes were read back from the store, and their SHA-256 is ours. */
  READ_BACK,
  /** The store names the SHA-256 of the whole object, and it is ours. */
  STORE_SHA256,
  /** The store names the CRC32C of the whole object, and it is ours. */
  STORE_CRC32C,
  /** Length and ETag are ours: MD5 of the object, or of the MD5s of its parts. */
  ETAG_MD5
}
