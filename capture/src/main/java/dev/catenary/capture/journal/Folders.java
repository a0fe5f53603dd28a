package dev.catenary.capture.journal;

import dev.catenary.proto.durable.WholeFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.tinylog.Logger;

/** Makes folders themselves durable. */
final class Folders {
  private Folders() {}

  /** Makes a new folder's own name durable, and of those above it that may be new too. */
  static void forceNamesAbove(Path folder) throws IOException {
    Path above = folder.toAbsolutePath().getParent();
    try {
      while (above != null) {
        WholeFile.forceNames(above);
        above = above.getParent();
      }
    } catch (AccessDeniedException e) {
      Logger.debug("{} was there before: it is not ours", above);
    }
  }
}
