package dev.catenary.device.update.fetch;

import dev.catenary.device.update.trust.format.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Files that this machine has already, by their SHA-256: those of its slots. */
public final class LocalFiles {
  private static final int BUFFER_BYTES = 65_536;

  private final Map<String, Path> files = new HashMap<>();

  private LocalFiles() {}

  /** Reads and hashes all files below some folders; one that is not there has none. */
  public static LocalFiles below(List<Path> folders) throws IOException {
    LocalFiles local = new LocalFiles();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> walked = Files.walk(folder)) {
          for (Path file : walked.toList()) {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.isReadable(file)) {
              local.files.putIfAbsent(sha256(file), file);
            }
          }
        }
      }
    }
    return local;
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = Digests.of("sha256");
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return Digests.hex(digest);
  }

  public Optional<Path> find(String sha256) {
    return Optional.ofNullable(files.get(sha256));
  }
}
