package dev.catenary.uplink.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.tinylog.Logger;

/**
 * Room on the disk that is kept for receipts: on a disk filled to the last byte, by whomever,
 * chunks could otherwise not leave, and nothing would ever be free again.
 */
final class Ballast {
  /** About 600 receipts. */
  private static final int BYTES = 256 << 10;

  private final SpoolFolder folder;
  private boolean filled;

  Ballast(SpoolFolder folder) {
    this.folder = folder;
  }

  /** Something that takes a little of the disk, and may be tried again. */
  @FunctionalInterface
  interface Write {
    void run() throws IOException;
  }

  /** Makes the ballast when there is none; a disk that has no room for it is asked later. */
  synchronized void fill() {
    if (filled) {
      return;
    }
    try {
      if (!folder.has(SpoolNames.BALLAST)) {
        folder.appear(SpoolNames.BALLAST, ByteBuffer.allocate(BYTES));
      }
      filled = true;
    } catch (IOException e) {
      Logger.debug("no room is kept for receipts: {}", e.getMessage());
    }
  }

  /** Writes; when the disk cannot, once more in the ballast's place. */
  void writing(Write write) throws IOException {
    try {
      write.run();
    } catch (IOException full) {
      if (!drop(full)) {
        throw full;
      }
      write.run();
    }
  }

  private synchronized boolean drop(IOException full) {
    filled = false;
    try {
      boolean there = folder.has(SpoolNames.BALLAST);
      folder.delete(SpoolNames.BALLAST);
      return there;
    } catch (IOException e) {
      full.addSuppressed(e);
      return false;
    }
  }
}
