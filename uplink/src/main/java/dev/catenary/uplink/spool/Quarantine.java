package dev.catenary.uplink.spool;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.uplink.chunk.ManifestFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.tinylog.Logger;

/**
 * The folder for files that are not what was written: kept, with the reason beside each, because
 * most of a damaged cloud can often still be read by people.
 */
final class Quarantine {
  private final Path spool;
  private final Path folder;
  private final SpoolFiles files;
  private final Counters counters;

  Quarantine(Path spool, SpoolFiles files, Counters counters) {
    this.spool = spool;
    this.folder = spool.resolve(SpoolNames.QUARANTINE);
    this.files = files;
    this.counters = counters;
  }

  /** Moves a file of the spool here and counts it; nothing where it is gone already. */
  void take(String name, String reason) throws IOException {
    if (Files.notExists(spool.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.createDirectories(folder);
    String free = name;
    for (int i = 2; Files.exists(folder.resolve(free)); i++) {
      free = name + "." + i;
    }
    byte[] text = (name + ": " + reason + "\n").getBytes(StandardCharsets.UTF_8);
    files.write(folder.resolve(free + SpoolNames.REASON), ByteBuffer.wrap(text));
    files.rename(spool.resolve(name), folder.resolve(free));
    files.forceFolder(folder);
    files.forceFolder(spool);
    counters.increment(DeviceCounter.CHUNKS_QUARANTINED);
  }

  /**
   * A seal number that no file here exceeds: the largest that can be read, and one more for each
   * manifest that cannot, since each has used up just one.
   */
  long sealNumberMax(long readable) {
    if (!Files.isDirectory(folder)) {
      return readable;
    }
    long max = readable;
    long unreadable = 0;
    try (var names = Files.list(folder)) {
      for (Path file : names.filter(Quarantine::isManifest).toList()) {
        switch (read(file)) {
          case ManifestFile.Whole(var manifest, var chunk) ->
              max = Math.max(max, chunk.sealNumber());
          case ManifestFile.Damaged(String reason) -> unreadable++;
        }
      }
    } catch (IOException | UncheckedIOException e) {
      Logger.error("the quarantine cannot be listed: {}; seal.number alone counts", e.getMessage());
    }
    return max + unreadable;
  }

  private static ManifestFile.Reading read(Path file) {
    try {
      return ManifestFile.read(Files.readAllBytes(file));
    } catch (IOException e) {
      return new ManifestFile.Damaged(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isManifest(Path file) {
    String name = file.getFileName().toString();
    return name.contains(SpoolNames.MANIFEST) && !name.endsWith(SpoolNames.REASON);
  }
}
