package dev.catenary.capture.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.tinylog.Logger;

/** Makes the names in a folder durable: forcing a file does not force its name. */
final class Folders {
  private Folders() {}

  static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Makes a new folder's own name durable, and of those above it that may be new too. */
  static void forceNamesAbove(Path folder) throws IOException {
    Path above = folder.toAbsolutePath().getParent();
    try {
      while (above != null) {
        force(above);
        above = above.getParent();
      }
    } catch (AccessDeniedException e) {
      Logger.debug("{} was there before: it is not ours", above);
    }
  }
}
