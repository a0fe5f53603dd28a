package dev.catenary.uplink.grant;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** When an object's content was captured, and what shows it: that names whose it is. */
@FunctionalInterface
public interface CaptureFacts {
  /**
   * Of a chunk's object.
   *
   * @return empty when nothing is known of such a chunk
   */
  Optional<Facts> of(String key) throws IOException;

  /**
   * Known facts.
   *
   * @param capturedAt host clock at the first datagram, corrected where it is known to be wrong
   * @param manifest the file's bytes
   */
  record Facts(Instant capturedAt, ByteString manifest) {}
}
