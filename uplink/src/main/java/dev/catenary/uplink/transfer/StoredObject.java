package dev.catenary.uplink.transfer;

import org.jspecify.annotations.Nullable;

/**
 * Properties of one object in a store. Checksums are of the whole object, or null where the store
 * names none.
 *
 * @param bytes its length, or -1 where the answer does not name it
 * @param etag without quotes
 * @param sha256 64 lower-case hexadecimal digits
 * @param declaredSha256 what the sender said the object would be: it tells whose object this is,
 *     and proves nothing
 */
public record StoredObject(
    long bytes,
    String etag,
    @Nullable String sha256,
    @Nullable Integer crc32c,
    @Nullable String declaredSha256) {}
