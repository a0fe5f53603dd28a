package dev.catenary.uplink.transfer;

import dev.catenary.uplink.chunk.Checksums;
import java.nio.ByteBuffer;

/**
 * Bytes to send in one request, between the buffer's position and limit, with what the store is to
 * find of them. A store must leave the position and limit as they are.
 */
public record Payload(ByteBuffer bytes, Checksums checksums) {
  /** Reckons the checksums of the bytes from position to limit. */
  public static Payload of(ByteBuffer bytes) {
    return new Payload(bytes, Checksums.of(bytes));
  }

  /** 32 lower-case hexadecimal digits; reckoned anew at each call, for stores that know no more. */
  public String md5() {
    return Checksums.md5(bytes);
  }
}
