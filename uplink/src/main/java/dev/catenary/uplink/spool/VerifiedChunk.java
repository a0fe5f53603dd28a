package dev.catenary.uplink.spool;

import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.chunk.SealedChunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A chunk whose LAZ file has been read from the disk and is what its manifest says. Only {@link
 * Spool#verify} makes one, so nothing else can be sent.
 *
 * @param parts of the file, each of the agreed length but the last
 */
public record VerifiedChunk(SealedChunk chunk, Path laz, int partBytes, List<PartDigest> parts) {
  public VerifiedChunk {
    parts = List.copyOf(parts);
  }

  /** Reads the whole file; the checksums found are for {@link Spool} to compare. */
  static Found read(SealedChunk chunk, Path laz, int partBytes) throws IOException {
    MessageDigest sha = Checksums.digest("SHA-256");
    CRC32C crc = new CRC32C();
    List<PartDigest> parts = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(partBytes, chunk.checksums().bytes()));
    long bytes = 0;
    try (FileChannel channel = FileChannel.open(laz)) {
      while (fill(channel, buffer.clear(), bytes)) {
        sha.update(buffer.duplicate());
        crc.update(buffer.duplicate());
        parts.add(digest(buffer));
        bytes += buffer.remaining();
      }
    }
    return new Found(
        new Checksums(bytes, Checksums.hex(sha.digest()), (int) crc.getValue()),
        new VerifiedChunk(chunk, laz, partBytes, parts));
  }

  record Found(Checksums checksums, VerifiedChunk verified) {}

  /**
   * Reads one part again, to send it.
   *
   * @param part from 0
   * @param into has room for a part; holds it between position and limit afterwards
   * @throws FileChangedException when the bytes are not those that were verified
   */
  public void readPart(int part, ByteBuffer into) throws IOException {
    PartDigest expected = parts.get(part);
    into.clear().limit(expected.bytes());
    try (FileChannel channel = FileChannel.open(laz)) {
      fill(channel, into, (long) part * partBytes);
    }
    if (into.remaining() != expected.bytes() || crc32c(into) != expected.crc32c()) {
      throw new FileChangedException(laz, part);
    }
  }

  /** A file's bytes are not those that were verified a moment ago: the disk or its cable is bad. */
  public static final class FileChangedException extends IOException {
    private static final long serialVersionUID = 1;

    FileChangedException(Path laz, int part) {
      super("part " + (part + 1) + " of " + laz + " is not what was read and verified before");
    }
  }

  /** Reads up to the buffer's limit, which ends up behind the last byte read. */
  private static boolean fill(FileChannel channel, ByteBuffer buffer, long at) throws IOException {
    int read = 0;
    while (buffer.hasRemaining() && read >= 0) {
      read = channel.read(buffer, at + buffer.position());
    }
    buffer.flip();
    return buffer.hasRemaining();
  }

  private static PartDigest digest(ByteBuffer bytes) {
    MessageDigest md5 = Checksums.digest("MD5");
    md5.update(bytes.duplicate());
    return new PartDigest(bytes.remaining(), Checksums.hex(md5.digest()), crc32c(bytes));
  }

  private static int crc32c(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate());
    return (int) crc.getValue();
  }
}
