package dev.catenary.uplink.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * All that the spool does to a disk, one step each, so that a test can cut the power after any of
 * them.
 */
interface SpoolFiles {
  /** Writes a new file, or over an old one, and forces its bytes to the disk. */
  void write(Path file, ByteBuffer bytes) throws IOException;

  /** Adds to the end of a file, which may be new, and forces its bytes to the disk. */
  void append(Path file, ByteBuffer bytes) throws IOException;

  /** Gives a file another name in the same file system, at once; replaces what had that name. */
  void rename(Path from, Path to) throws IOException;

  /** Removes a file if it is there. */
  void delete(Path file) throws IOException;

  /** Forces the names in a folder to the disk. */
  void forceFolder(Path folder) throws IOException;

  long freeBytes(Path folder) throws IOException;
}
