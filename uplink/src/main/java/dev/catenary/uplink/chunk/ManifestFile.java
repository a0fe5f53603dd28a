package dev.catenary.uplink.chunk;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.catenary.proto.message.ChunkManifest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The bytes of a {@code .manifest} file: a {@link ChunkManifest} whose last field is the CRC32C of
 * all bytes before it. Thus a file cut off anywhere, or with any bit changed, is known as damaged,
 * and every protobuf tool still reads it as it is. Layout: docs/spool.md.
 */
public final class ManifestFile {
  /** Meaning of the message; {@code format_version} in it. */
  public static final int FORMAT_VERSION = 1;

  /** Tag of field 1000 with wire type 5 (fixed32): {@code 1000 << 3 | 5} as a varint. */
  private static final byte[] CHECK_TAG = {(byte) 0xC5, 0x3E};

  private static final int CHECK_BYTES = CHECK_TAG.length + Integer.BYTES;

  private ManifestFile() {}

  /** What reading a manifest gave. */
  public sealed interface Reading {}

  /** The bytes are what was written. */
  public record Whole(ChunkManifest manifest, SealedChunk chunk) implements Reading {}

  /** The bytes are not what was written. */
  public record Damaged(String reason) implements Reading {}

  /** The file's bytes; a check value already in the message is replaced. */
  public static byte[] write(ChunkManifest manifest) {
    byte[] message = manifest.toBuilder().clearManifestCrc32C().build().toByteArray();
    ByteBuffer file =
        ByteBuffer.allocate(message.length + CHECK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return file.put(message).put(CHECK_TAG).putInt(crc32c(file.array(), message.length)).array();
  }

  /** Any bytes are allowed. */
  public static Reading read(byte[] file) {
    int length = file.length - CHECK_BYTES;
    if (length < 0
        || !Arrays.equals(
            file, length, length + CHECK_TAG.length, CHECK_TAG, 0, CHECK_TAG.length)) {
      return new Damaged("the manifest is cut off: its last field is not its checksum");
    }
    int said =
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(length + CHECK_TAG.length);
    int found = crc32c(file, length);
    if (said != found) {
      return new Damaged(
          String.format("the manifest's CRC32C is %08x, expected %08x", found, said));
    }
    try {
      ChunkManifest manifest = ChunkManifest.parseFrom(file);
      return new Whole(manifest, SealedChunk.of(manifest));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      return new Damaged("the manifest cannot be understood: " + e.getMessage());
    }
  }

  private static int crc32c(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
