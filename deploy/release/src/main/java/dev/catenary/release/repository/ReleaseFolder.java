package dev.catenary.release.repository;

import dev.catenary.device.update.release.ReleaseFile;
import dev.catenary.device.update.release.ReleaseList;
import dev.catenary.device.update.trust.format.Digests;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes a release of a folder: its files go by their hash below {@code targets/files/}, compressed
 * where that is smaller, and their list is what is signed.
 */
final class ReleaseFolder {
  private static final int BUFFER_BYTES = 65_536;

  private final Path targets;

  /**
   * A maker.
   *
   * @param targets folder of a repository's targets
   */
  ReleaseFolder(Path targets) {
    this.targets = targets;
  }

  /** Lists the files of a folder, each stored when this returns. */
  ReleaseList store(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walked = Files.walk(folder)) {
      all = walked.sorted().toList();
    }
    List<ReleaseFile> files = new ArrayList<>();
    for (Path file : all) {
      // A runtime links equal licences: a release has the file in both places.
      if (Files.isSymbolicLink(file) && !file.toRealPath().startsWith(folder.toRealPath())) {
        throw new IOException(
            "found a link that leads out of the folder: " + file + "; cure: put its file there");
      }
      if (Files.isRegularFile(file)) {
        files.add(store(folder.relativize(file).toString().replace('\\', '/'), file));
      }
    }
    // Read back as a vehicle would: what it refuses is not signed.
    return ReleaseList.read(new ReleaseList(files).bytes());
  }

  private ReleaseFile store(String path, Path file) throws IOException {
    Path part = Files.createDirectories(targets.resolve("files")).resolve("compressed.part");
    MessageDigest digest = Digests.of("sha256");
    long length = 0;
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = new ZstdOutputStream(Files.newOutputStream(part))) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
        out.write(buffer, 0, count);
        length += count;
      }
    }
    long compressed = Files.size(part);
    ReleaseFile listed =
        ReleaseFile.of(
            path,
            Files.isExecutable(file),
            length,
            Digests.hex(digest),
            compressed < length ? compressed : 0);
    Path stored = targets.resolve("files").resolve(listed.storedName());
    Files.createDirectories(stored.resolveSibling(""));
    if (listed.isCompressed()) {
      Files.move(part, stored, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.delete(part);
      Files.copy(file, stored, StandardCopyOption.REPLACE_EXISTING);
    }
    return listed;
  }
}
