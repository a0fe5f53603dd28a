package dev.catenary.uplink.transfer;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Checksums as S3 writes them: base64 of the big-endian bytes, and ETags in quotes. */
final class S3Checksums {
  private static final int SHA256_BYTES = 32;

  private S3Checksums() {}

  static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }

  static String base64(int crc32c) {
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(Integer.BYTES).putInt(crc32c).array());
  }

  /** Null for none, and for what is no checksum of a whole object. */
  static @Nullable String hex(@Nullable String base64) {
    byte[] bytes = decoded(base64, SHA256_BYTES);
    return bytes == null ? null : HexFormat.of().formatHex(bytes);
  }

  /** Null for none, and for what is no checksum of a whole object. */
  static @Nullable Integer crc32c(@Nullable String base64) {
    byte[] bytes = decoded(base64, Integer.BYTES);
    return bytes == null ? null : (Integer) ByteBuffer.wrap(bytes).getInt();
  }

  /** Without its quotes; empty for none. */
  static String etag(@Nullable String quoted) {
    return quoted == null ? "" : quoted.replace("\"", "");
  }

  private static byte @Nullable [] decoded(@Nullable String base64, int length) {
    if (base64 == null) {
      return null;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return bytes.length == length ? bytes : null;
    } catch (IllegalArgumentException e) {
      // "AAAA-3" is the checksum of three parts' checksums.
      return null;
    }
  }
}
