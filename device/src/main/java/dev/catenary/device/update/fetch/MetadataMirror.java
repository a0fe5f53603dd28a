package dev.catenary.device.update.fetch;

import dev.catenary.device.update.trust.MetadataSet;
import dev.catenary.device.update.trust.format.RootMetadata;
import dev.catenary.device.update.trust.format.StrictJson;
import dev.catenary.device.update.trust.format.TimestampMetadata;
import dev.catenary.device.update.trust.format.UrlText;
import dev.catenary.durable.WholeFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Lays trusted metadata out as a repository serves it, with every root since the one that came with
 * the software, so that an installer of its own can verify all of it again.
 */
final class MetadataMirror {
  private final Repository from;
  private final Path folder;

  MetadataMirror(Repository from, Path folder) {
    this.from = from;
    this.folder = folder;
  }

  /**
   * Writes the metadata.
   *
   * @param first version of the root that came with the software
   */
  void write(MetadataSet set, long first, ClientLimits limits) throws IOException {
    Files.createDirectories(folder);
    Set<String> written = new HashSet<>();
    long newest = version(root(set));
    MetadataFetch fetch = new MetadataFetch(from, limits.rateFloor());
    for (long version = first + 1; version <= newest; version++) {
      String name = version + ".root.json";
      written.add(name);
      if (!Files.exists(folder.resolve(name))) {
        WholeFile.write(folder.resolve(name), fetch.fetch(name, limits.rootBytesMax()));
      }
    }
    for (Map.Entry<String, byte[]> file : set.files().entrySet()) {
      String role = file.getKey();
      String name =
          role.equals(TimestampMetadata.TYPE)
              ? role + ".json"
              : version(file.getValue()) + "." + UrlText.part(role) + ".json";
      if (written.add(name)) {
        WholeFile.write(folder.resolve(name), file.getValue());
      }
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        if (!written.contains(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    }
  }

  private static byte[] root(MetadataSet set) throws IOException {
    byte[] root = set.files().get(RootMetadata.TYPE);
    if (root == null) {
      throw new IOException("found a trusted set without a root; expected one");
    }
    return root;
  }

  static long version(byte[] signedFile) throws IOException {
    return StrictJson.read("metadata", signedFile).members("signed").whole("version");
  }
}
