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
 */
public final class VerifiedChunk {
  private static final int SLICE_BYTES = 1 << 18;

  private final SealedChunk chunk;
  private final Path laz;
  private final int partBytes;
  private final List<PartDigest> parts;

  private VerifiedChunk(SealedChunk chunk, Path laz, int partBytes, List<PartDigest> parts) {
    this.chunk = chunk;
    this.laz = laz;
    this.partBytes = partBytes;
    this.parts = List.copyOf(parts);
  }

  /** The file has not the length that it was sealed with, whatever its bytes. */
  static final class WrongLengthException extends IOException {
    private static final long serialVersionUID = 1;

    private WrongLengthException(String message) {
      super(message);
    }
  }

  /**
   * Reads the whole file once; the checksums found are for {@link Spool} to compare. A file of one
   * part stays in the buffer.
   */
  static Found read(SealedChunk chunk, Path laz, int partBytes, PartBuffer buffer)
      throws IOException {
    MessageDigest sha = Checksums.digest("SHA-256");
    CRC32C whole = new CRC32C();
    CRC32C ofPart = new CRC32C();
    List<PartDigest> parts = new ArrayList<>();
    long expected = chunk.checksums().bytes();
    boolean onePart = expected <= partBytes;
    long bytes = 0;
    try (FileChannel channel = FileChannel.open(laz)) {
      if (channel.size() != expected) {
        throw new WrongLengthException("found " + channel.size() + " bytes, expected " + expected);
      }
      while (bytes < expected) {
        ByteBuffer part = buffer.clear((int) Math.min(partBytes, expected - bytes));
        ofPart.reset();
        boolean filled =
            fill(
                channel,
                part,
                bytes,
                slice -> {
                  sha.update(slice.duplicate());
                  ofPart.update(slice.duplicate());
                  if (!onePart) {
                    whole.update(slice);
                  }
                });
        if (!filled) {
          throw new WrongLengthException(
              "the file ends at byte " + bytes + ", expected " + expected);
        }
        parts.add(new PartDigest(part.remaining(), (int) ofPart.getValue()));
        bytes += part.remaining();
      }
    }
    var verified = new VerifiedChunk(chunk, laz, partBytes, parts);
    if (parts.size() == 1) {
      buffer.holds(verified, 0);
    }
    int crc32c = (int) (onePart ? ofPart : whole).getValue();
    return new Found(new Checksums(bytes, Checksums.hex(sha.digest()), crc32c), verified);
  }

  record Found(Checksums checksums, VerifiedChunk verified) {}

  public SealedChunk chunk() {
    return chunk;
  }

  /** Length of each part but the last. */
  public int partBytes() {
    return partBytes;
  }

  /** Of each part, in order. */
  public List<PartDigest> parts() {
    return parts;
  }

  /**
   * Puts one part into the buffer to be sent, from the disk unless it is there from verifying.
   *
   * @param part from 0
   * @throws FileChangedException when the bytes are not those that were verified
   */
  public ByteBuffer readPart(int part, PartBuffer buffer) throws IOException {
    if (buffer.isHolding(this, part)) {
      return buffer.bytes();
    }
    PartDigest expected = parts.get(part);
    ByteBuffer into = buffer.clear(expected.bytes());
    CRC32C found = new CRC32C();
    boolean filled;
    try (FileChannel channel = FileChannel.open(laz)) {
      filled = fill(channel, into, (long) part * partBytes, found::update);
    }
    if (!filled || (int) found.getValue() != expected.crc32c()) {
      throw new FileChangedException(laz, part);
    }
    buffer.holds(this, part);
    return into;
  }

  /** A file's bytes are not those that were verified a moment ago: the disk or its cable is bad. */
  public static final class FileChangedException extends IOException {
    private static final long serialVersionUID = 1;

    FileChangedException(Path laz, int part) {
      super("part " + (part + 1) + " of " + laz + " is not what was read and verified before");
    }
  }

  /** Looks at bytes that have just been read, and are still near the processor. */
  @FunctionalInterface
  private interface Slices {
    void take(ByteBuffer slice);
  }

  /**
   * Fills the buffer up to its limit, which ends up behind the last byte read; in slices, so that
   * each is looked at once and no second buffer of the part's length is needed behind this one.
   *
   * @return false when the file ends before
   */
  private static boolean fill(FileChannel channel, ByteBuffer buffer, long at, Slices slices)
      throws IOException {
    int end = buffer.limit();
    int read = 0;
    while (buffer.position() < end && read >= 0) {
      int from = buffer.position();
      buffer.limit(Math.min(end, from + SLICE_BYTES));
      read = channel.read(buffer, at + from);
      if (read > 0) {
        slices.take(buffer.slice(from, read));
      }
    }
    boolean filled = buffer.position() == end;
    buffer.flip();
    return filled;
  }
}
