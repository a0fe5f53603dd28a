package dev.catenary.uplink.transfer;

import org.jspecify.annotations.Nullable;

/**
 * A part that the store has.
 *
 * @param number from 1
 * @param etag as the store gave it, without quotes
 */
public record StoredPart(int number, long bytes, String etag, @Nullable Integer crc32c) {}
