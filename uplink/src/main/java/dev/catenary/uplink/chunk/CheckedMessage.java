package dev.catenary.uplink.chunk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A protobuf message in a file whose last field, number 1000, is the CRC32C of all bytes before it.
 * A file cut off anywhere, or with any bit changed, is known as damaged, and every protobuf tool
 * still reads it as it is. Layout: docs/spool.md.
 */
final class CheckedMessage {
  /** Tag of field 1000 with wire type 5 (fixed32): {@code 1000 << 3 | 5} as a varint. */
  private static final byte[] TAG = {(byte) 0xC5, 0x3E};

  private static final int CHECK_BYTES = TAG.length + Integer.BYTES;

  private CheckedMessage() {}

  /** The file's bytes of a message without the check. */
  static byte[] seal(byte[] message) {
    ByteBuffer file =
        ByteBuffer.allocate(message.length + CHECK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return file.put(message).put(TAG).putInt(crc32c(file.array(), message.length)).array();
  }

  /** Fault of a file's bytes, or null. */
  static @Nullable String damage(String what, byte[] file) {
    int length = file.length - CHECK_BYTES;
    if (length < 0 || !Arrays.equals(file, length, length + TAG.length, TAG, 0, TAG.length)) {
      return "the " + what + " is cut off: its last field is not its checksum";
    }
    int said = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(length + TAG.length);
    int found = crc32c(file, length);
    return said == found
        ? null
        : String.format("the %s's CRC32C is %08x, expected %08x", what, found, said);
  }

  private static int crc32c(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
