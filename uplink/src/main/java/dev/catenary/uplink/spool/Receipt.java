package dev.catenary.uplink.spool;

import java.time.Instant;

/**
 * A store holds exactly the bytes of one chunk. Only against this does the spool let go of it.
 *
 * @param chunkId whose bytes
 * @param store what holds them, as {@code s3://bucket} or a folder
 * @param key of the object
 * @param sha256 of the chunk's bytes as they were read back from the disk to be sent, 64 lower-case
 *     hexadecimal digits
 * @param etag as the store gave it, without quotes
 * @param proof how the store's answer shows that its bytes are ours
 * @param at host clock when that was known
 */
public record Receipt(
    String chunkId,
    String store,
    String key,
    String sha256,
    String etag,
    Proof proof,
    Instant at) {}
