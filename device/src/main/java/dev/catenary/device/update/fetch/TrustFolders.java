package dev.catenary.device.update.fetch;

import dev.catenary.device.update.disk.DurableFile;
import dev.catenary.device.update.trust.MetadataStore;
import dev.catenary.device.update.trust.format.RootMetadata;
import dev.catenary.durable.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Trusted metadata of both repositories, begun with the roots that came with the software.
 *
 * @param kept folder of what is trusted by now
 * @param first folder of the first roots: {@code director.root.json}, {@code image.root.json}
 */
public record TrustFolders(Path kept, Path first) {
  private static final int ROOT_BYTES_MAX = 512_000;

  MetadataStore director() throws IOException {
    return store("director");
  }

  MetadataStore image() throws IOException {
    return store("image");
  }

  /**
   * Both repositories up to date.
   *
   * @param clock trusted time
   */
  public TwoRepositories refreshed(Sources sources, ClientLimits limits, TrustedClock clock)
      throws IOException {
    return new TwoRepositories(
        Updater.refreshed(sources.director(), director(), limits, clock),
        Updater.refreshed(sources.image(), image(), limits, clock));
  }

  private MetadataStore store(String repository) throws IOException {
    byte[] root = root(repository);
    Path folder = kept.resolve(repository);
    Files.createDirectories(folder);
    Path copy = folder.resolve("root.json");
    // New software may bring a newer root: what was trusted by an older one is begun anew with it.
    if (!Arrays.equals(root, DurableFile.bytes(copy, ROOT_BYTES_MAX).orElse(new byte[0]))) {
      DurableFile.delete(folder.resolve("trusted.set"));
      DurableFile.delete(folder.resolve("trusted.set.before"));
      WholeFile.write(copy, root);
    }
    return new MetadataStore(folder);
  }

  private byte[] root(String repository) throws IOException {
    Path file = first.resolve(repository + ".root.json");
    return DurableFile.bytes(file, ROOT_BYTES_MAX)
        .orElseThrow(
            () ->
                new IOException(
                    "found no "
                        + file
                        + "; expected the "
                        + RootMetadata.TYPE
                        + " that came with the software; cure: install a package that has it"));
  }

  /** Version of the first root. */
  long firstVersion(String repository) throws IOException {
    return MetadataMirror.version(root(repository));
  }

  /** True when this machine has roots to begin with. */
  public boolean isReady() {
    return Files.isRegularFile(first.resolve("director.root.json"))
        && Files.isRegularFile(first.resolve("image.root.json"));
  }
}
