package dev.catenary.device.update.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps the trusted metadata of one repository as one file, so that a cut leaves the old set or the
 * new one and never some of each. The set before the last is kept too: a disk that damages the
 * newest costs one step, not the trust.
 */
public final class MetadataStore {
  private static final String FILE = "trusted.set";
  private static final String BEFORE = "trusted.set.before";
  private static final String PART = "trusted.set.part";
  private static final String FIRST_ROOT = "root.json";

  private final Path folder;
  private final SetDisk disk;

  /**
   * A store in a folder.
   *
   * @param folder has {@code root.json}, the root that came with the software, when nothing is kept
   */
  public MetadataStore(Path folder) {
    this(folder, SetDisk.REAL);
  }

  MetadataStore(Path folder, SetDisk disk) {
    this.folder = folder;
    this.disk = disk;
  }

  /** The newest set that is whole; else the root that came with the software. */
  public MetadataSet read() throws IOException {
    Optional<MetadataSet> kept = read(FILE).or(() -> read(BEFORE));
    if (kept.isPresent()) {
      return kept.get();
    }
    try {
      return MetadataSet.ofRoot(Files.readAllBytes(folder.resolve(FIRST_ROOT)));
    } catch (NoSuchFileException e) {
      throw new IOException(
          "found neither trusted metadata nor a first root in "
              + folder
              + "; expected "
              + FIRST_ROOT
              + "; cure: put there the root that came with the software",
          e);
    }
  }

  private Optional<MetadataSet> read(String name) {
    try {
      return SetBytes.read(Files.readAllBytes(folder.resolve(name)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Replaces the set; on the disk when this returns. */
  public void commit(MetadataSet set) throws IOException {
    Optional<MetadataSet> newest = read(FILE);
    if (newest.isPresent() && newest.get().isSame(set)) {
      return;
    }
    Path part = folder.resolve(PART);
    Path file = folder.resolve(FILE);
    disk.write(part, SetBytes.of(set));
    disk.force(part);
    // Only a whole set may take the place of the one before.
    if (newest.isPresent()) {
      disk.move(file, folder.resolve(BEFORE));
    }
    disk.move(part, file);
    disk.forceNames(folder);
  }
}
