package dev.catenary.release.repository;

import dev.catenary.device.update.trust.format.SigningKey;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A repository for a stick: all its files, and a snapshot and timestamp of its own that hold for 90
 * days, since nobody stamps a stick anew.
 */
public final class Bundle {
  static final Duration LIFE = Duration.ofDays(90);

  private Bundle() {}

  /**
   * Writes one.
   *
   * @throws IOException when its root would expire before it
   */
  public static void write(
      SignedRepository repository,
      Path out,
      List<SigningKey> snapshotKeys,
      List<SigningKey> timestampKeys)
      throws IOException {
    Instant end = repository.now().plus(LIFE);
    if (repository.rootExpires().isBefore(end)) {
      throw new IOException(
          "found a root that expires "
              + repository.rootExpires()
              + ", expected one that outlives the bundle's end "
              + end
              + "; cure: sign a new root first");
    }
    FolderCopy.copy(repository.folder(), out);
    new SignedRepository(out, repository.now()).stamp(snapshotKeys, timestampKeys, LIFE);
    keepNumber(out, repository.folder());
  }

  /** The stick's snapshot is known here too, so that the next one has a higher number. */
  private static void keepNumber(Path out, Path home) throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(out.resolve("metadata"), "*.snapshot.json")) {
      for (Path file : files) {
        Path known = home.resolve("metadata").resolve(file.getFileName().toString());
        if (!Files.exists(known)) {
          Files.copy(file, known, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }
}
