package dev.catenary.uplink.grant;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fields asked of the grant service; see docs/grants.md for each.
 *
 * @param upload null where there is none
 * @param part 0 where there is none
 * @param marker 0 where there is none
 * @param length of the body in bytes; -1 for none
 * @param replaces null when there must be no such object yet
 * @param facts empty where the object has none
 */
record Wanted(
    String action,
    String method,
    String key,
    Instant capturedAt,
    @Nullable String upload,
    int part,
    int marker,
    long length,
    Map<String, String> headers,
    @Nullable String replaces,
    String facts) {}
