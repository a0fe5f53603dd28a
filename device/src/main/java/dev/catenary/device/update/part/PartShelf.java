package dev.catenary.device.update.part;

import dev.catenary.device.update.disk.DurableFile;
import dev.catenary.device.update.fetch.Unpacked;
import dev.catenary.device.update.release.ReleaseFile;
import dev.catenary.device.update.release.ReleaseList;
import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import dev.catenary.device.update.trust.attack.TrustException;
import dev.catenary.device.update.trust.format.Digests;
import dev.catenary.durable.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Folder of one kind of parts: places {@code a} and {@code b}, and the choice between them. */
final class PartShelf {
  static final int LIST_BYTES_MAX = 1 << 20;
  private static final int CHOICE_BYTES_MAX = 65_536;

  private final Path folder;

  PartShelf(Path folder) {
    this.folder = folder;
  }

  Path place(String name) {
    return folder.resolve(name);
  }

  Path fetch() {
    return folder.resolve("fetch");
  }

  /** The choice; none where none is kept or it cannot be read. */
  PartChoice choice() throws IOException {
    Optional<byte[]> bytes = DurableFile.bytes(folder.resolve("choice.json"), CHOICE_BYTES_MAX);
    try {
      return bytes.isEmpty() ? PartChoice.NONE : PartChoice.of(bytes.get());
    } catch (MalformedMetadataException e) {
      return PartChoice.NONE;
    }
  }

  /** Keeps a choice; on the disk when this returns. */
  void keep(PartChoice choice) throws IOException {
    Files.createDirectories(folder);
    WholeFile.write(folder.resolve("choice.json"), choice.bytes());
  }

  /** True when all files of a part are there, with the bytes that were signed. */
  boolean isWhole(Part part) throws IOException {
    Path place = place(part.place());
    Optional<byte[]> list = DurableFile.bytes(place.resolve(ReleaseList.FILE), LIST_BYTES_MAX);
    if (list.isEmpty() || !Digests.sha256(list.get()).equals(part.listSha256())) {
      return false;
    }
    try {
      for (ReleaseFile file : ReleaseList.read(list.get()).files()) {
        Path there = place.resolve(file.path());
        if (!Files.isRegularFile(there)) {
          return false;
        }
        Unpacked.check(file.plain(), there);
      }
      return true;
    } catch (TrustException e) {
      return false;
    }
  }
}
