package dev.catenary.uplink.spool;

import dev.catenary.uplink.chunk.SealedChunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.tinylog.Logger;

/** One line for each chunk that was given up to a full disk. Line format: docs/spool.md. */
final class GivenUpLog {
  private final Path file;
  private final SpoolFiles files;

  GivenUpLog(Path folder, SpoolFiles files) {
    this.file = folder.resolve(SpoolNames.GIVEN_UP);
    this.files = files;
  }

  /**
   * Adds a line.
   *
   * @return false when the disk has no room even for that
   */
  boolean add(SealedChunk chunk, Instant at) {
    String text =
        String.join(
            "\t",
            Long.toString(chunk.sealNumber()),
            chunk.id(),
            Integer.toString(chunk.rank().ordinal()),
            Long.toString(chunk.points()),
            Long.toString(chunk.checksums().bytes()),
            chunk.checksums().sha256(),
            at.toString());
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    String line = String.format("%08x\t%s\n", crc.getValue(), text);
    try {
      files.append(file, ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
      return true;
    } catch (IOException e) {
      Logger.debug("{} cannot be written: {}", file, e.getMessage());
      return false;
    }
  }
}
