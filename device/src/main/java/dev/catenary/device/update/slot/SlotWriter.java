package dev.catenary.device.update.slot;

import dev.catenary.device.update.fetch.LocalFiles;
import dev.catenary.device.update.fetch.Unpacked;
import dev.catenary.device.update.release.ReleaseFile;
import dev.catenary.device.update.release.ReleaseList;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes the files of a release into an empty slot, each checked as it is written. */
public final class SlotWriter {
  private final LocalFiles local;
  private final Path inbox;
  private final Path slot;

  /**
   * A writer.
   *
   * @param local files that are here already
   * @param inbox folder of those that were fetched, by hash
   */
  public SlotWriter(LocalFiles local, Path inbox, Path slot) {
    this.local = local;
    this.inbox = inbox;
    this.slot = slot;
  }

  /** Writes all of them; each is on the disk when this returns. */
  public void write(ReleaseList list) throws IOException {
    for (ReleaseFile file : list.files()) {
      Path to = slot.resolve(file.path());
      Files.createDirectories(to.resolveSibling(""));
      try (FileChannel channel =
          FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        OutputStream out = Channels.newOutputStream(channel);
        Path here = local.find(file.sha256()).orElse(null);
        if (here != null) {
          Unpacked.copy(file.plain(), here, out);
        } else {
          Unpacked.copy(file, fetched(file), out);
        }
        channel.force(true);
      }
      Files.setPosixFilePermissions(
          to, PosixFilePermissions.fromString(file.isProgram() ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  private Path fetched(ReleaseFile file) throws IOException {
    Path stored = inbox.resolve(file.storedName());
    if (!Files.isRegularFile(stored, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(
          "found no "
              + file.path()
              + " in the inbox; expected it; cure: none, it is fetched again");
    }
    return stored;
  }
}
