package dev.catenary.device.update.fetch;

import dev.catenary.device.update.release.ReleaseFile;
import dev.catenary.device.update.trust.attack.EndlessDataException;
import dev.catenary.device.update.trust.attack.TrustException;
import dev.catenary.durable.FolderNames;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Fetches files of a release by their hash into a folder that is laid out as a repository's {@code
 * targets/files/}. A cut costs what came since the last 4 MiB that were forced to the disk; what
 * came before is not fetched again. Of a file that is refused no byte stays.
 */
public final class FileFetch {
  static final String FOLDER = "files/";
  static final int FORCED_BYTES = 4 << 20;

  private static final int BUFFER_BYTES = 65_536;

  private final Repository repository;
  private final RateFloor rateFloor;
  private final Path folder;
  private final Going going;

  /**
   * Told of bytes as they come; ends the fetch by an exception. The time that it takes is not held
   * against the sender.
   */
  @FunctionalInterface
  public interface Going {
    void came(int bytes) throws IOException;
  }

  /**
   * A fetch.
   *
   * @param folder gets the files
   */
  public FileFetch(Repository repository, RateFloor rateFloor, Path folder, Going going) {
    this.repository = repository;
    this.rateFloor = rateFloor;
    this.folder = folder;
    this.going = going;
  }

  /** The stored file: there, forced to the disk, and of the right bytes. */
  public Path fetch(ReleaseFile file) throws IOException {
    Path stored = folder.resolve(file.storedName());
    Files.createDirectories(stored.resolveSibling(""));
    if (isThere(file, stored)) {
      return stored;
    }
    Path part = stored.resolveSibling(stored.getFileName() + ".part");
    long kept = kept(part, file.storedBytes());
    try {
      complete(file, part, kept);
      try {
        Unpacked.check(file, part);
      } catch (TrustException e) {
        if (kept == 0) {
          throw e;
        }
        // What was kept may be another server's: the whole is fetched once more.
        Files.delete(part);
        complete(file, part, 0);
        Unpacked.check(file, part);
      }
    } catch (TrustException e) {
      Files.deleteIfExists(part);
      throw e;
    }
    Files.move(part, stored, StandardCopyOption.ATOMIC_MOVE);
    FolderNames.force(stored.resolveSibling(""));
    return stored;
  }

  /** True when it need not be fetched. */
  static boolean isThere(ReleaseFile file, Path stored) throws IOException {
    if (!Files.isRegularFile(stored, LinkOption.NOFOLLOW_LINKS)
        || Files.size(stored) != file.storedBytes()) {
      return false;
    }
    try {
      Unpacked.check(file, stored);
      return true;
    } catch (TrustException e) {
      Files.delete(stored);
      return false;
    }
  }

  private static long kept(Path part, long bytesMax) throws IOException {
    if (!Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)) {
      return 0;
    }
    long bytes = Files.size(part);
    if (bytes <= bytesMax) {
      return bytes;
    }
    Files.delete(part);
    return 0;
  }

  private void complete(ReleaseFile file, Path part, long from) throws IOException {
    long bytes = from;
    long forced = from;
    if (bytes == file.storedBytes() && bytes > 0) {
      return;
    }
    RateFloor.Watch watch = rateFloor.new Watch(file.path());
    try (InputStream in = repository.target(FOLDER + file.storedName(), from);
        FileChannel out =
            FileChannel.open(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                StandardOpenOption.WRITE)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        bytes += count;
        if (bytes > file.storedBytes()) {
          throw new EndlessDataException(file.path(), bytes, file.storedBytes());
        }
        ByteBuffer rest = ByteBuffer.wrap(buffer, 0, count);
        while (rest.hasRemaining()) {
          out.write(rest);
        }
        if (bytes - forced >= FORCED_BYTES) {
          out.force(true);
          forced = bytes;
        }
        watch.came(count);
        long before = rateFloor.nanoClock().getAsLong();
        going.came(count);
        watch.rested(rateFloor.nanoClock().getAsLong() - before);
      }
      out.force(true);
    }
    if (bytes < file.storedBytes()) {
      throw new EOFException(
          "found "
              + bytes
              + " of "
              + file.storedBytes()
              + " bytes of "
              + file.path()
              + " before the end; cure: none, it goes on from there");
    }
  }
}
