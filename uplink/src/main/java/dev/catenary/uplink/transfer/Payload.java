package dev.catenary.uplink.transfer;

import dev.catenary.uplink.chunk.Checksums;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Bytes to send in one request, between the buffer's position and limit, with what the store is to
 * find of them. A store must leave the position and limit as they are.
 *
 * @param md5 32 lower-case hexadecimal digits
 */
public record Payload(ByteBuffer bytes, Checksums checksums, String md5) {
  public static Payload of(ByteBuffer bytes) {
    var digest = Checksums.digest("MD5");
    digest.update(bytes.duplicate());
    return new Payload(bytes, Checksums.of(bytes), HexFormat.of().formatHex(digest.digest()));
  }
}
