package dev.catenary.capture.journal;

import dev.catenary.durable.FolderNames;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.tinylog.Logger;

/** Names of the folders above a new one, made durable. */
final class Folders {
  private Folders() {}

  /** Makes a new folder's own name durable, and of those above it that may be new too. */
  static void forceNamesAbove(Path folder) throws IOException {
    Path above = folder.toAbsolutePath().getParent();
    try {
      while (above != null) {
        FolderNames.force(above);
        above = above.getParent();
      }
    } catch (AccessDeniedException e) {
      Logger.debug("{} was there before: it is not ours", above);
    }
  }
}
