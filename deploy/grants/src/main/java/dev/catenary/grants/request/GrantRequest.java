package dev.catenary.grants.request;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Request of a caller: one request to S3 that it wants to send. Who asks is not in here.
 *
 * @param id unique for each request of a caller
 * @param time the caller's clock when it asked
 * @param capturedAt host clock at the first datagram of what the object holds, as corrected where
 *     that clock is known to have been wrong: it names the owner
 * @param upload id of the upload in parts; null where there is none
 * @param part number from 1; 0 where there is none
 * @param marker the list of parts goes on after this number; 0 from its beginning
 * @param length of the body in bytes; -1 where there is none
 * @param headers of the request to S3 that say what the body is; lower-case names
 * @param replaces ETag of the object that may be replaced; null when there must be none
 * @param facts the chunk's manifest, or the event; empty for none
 */
public record GrantRequest(
    String id,
    Instant time,
    Action action,
    ObjectKey key,
    Instant capturedAt,
    @Nullable String upload,
    int part,
    int marker,
    long length,
    Map<String, String> headers,
    @Nullable String replaces,
    ByteString facts) {

  public GrantRequest {
    headers = Map.copyOf(headers);
  }
}
