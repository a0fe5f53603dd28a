package dev.catenary.uplink.chunk;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.catenary.proto.message.ChunkManifest;

/**
 * The bytes of a {@code .manifest} file: a {@link ChunkManifest} that ends with its own check.
 * Layout: docs/spool.md.
 */
public final class ManifestFile {
  /** Meaning of the message; {@code format_version} in it. */
  public static final int FORMAT_VERSION = 1;

  private ManifestFile() {}

  /** Result of reading a manifest. */
  public sealed interface Reading {}

  /** The bytes are what was written. */
  public record Whole(ChunkManifest manifest, SealedChunk chunk) implements Reading {}

  /** The bytes are not what was written. */
  public record Damaged(String reason) implements Reading {}

  /** The file's bytes; a check value already in the message is replaced. */
  public static byte[] write(ChunkManifest manifest) {
    return CheckedMessage.seal(manifest.toBuilder().clearManifestCrc32C().build().toByteArray());
  }

  /** Any bytes are allowed. */
  public static Reading read(byte[] file) {
    String damage = CheckedMessage.damage("manifest", file);
    if (damage != null) {
      return new Damaged(damage);
    }
    try {
      ChunkManifest manifest = ChunkManifest.parseFrom(file);
      return new Whole(manifest, SealedChunk.of(manifest));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      return new Damaged("the manifest cannot be understood: " + e.getMessage());
    }
  }
}
