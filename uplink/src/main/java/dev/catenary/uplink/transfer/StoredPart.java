package dev.catenary.uplink.transfer;

import org.jspecify.annotations.Nullable;

/**
 * A part that the store has.
 *
 * @param number from 1
 * @param bytes its length
 * @param etag as the store gave it, without quotes
 * @param crc32c of its bytes; null where the store names none
 */
public record StoredPart(int number, long bytes, String etag, @Nullable Integer crc32c) {}
