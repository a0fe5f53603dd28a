package dev.catenary.device.update.part;

import dev.catenary.device.update.disk.DurableFile;
import dev.catenary.device.update.disk.Room;
import dev.catenary.device.update.fetch.ClientLimits;
import dev.catenary.device.update.fetch.FileFetch;
import dev.catenary.device.update.fetch.LocalFiles;
import dev.catenary.device.update.fetch.Sources;
import dev.catenary.device.update.fetch.TwoRepositories;
import dev.catenary.device.update.release.ReleaseFile;
import dev.catenary.device.update.release.ReleaseList;
import dev.catenary.device.update.slot.SlotWriter;
import dev.catenary.device.update.trust.AgreedTarget;
import dev.catenary.device.update.trust.attack.EndlessDataException;
import dev.catenary.device.update.trust.format.Digests;
import dev.catenary.durable.FolderNames;
import dev.catenary.durable.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Brings a part into the idle place of its shelf: its signed list, and the files it lacks. */
final class PartDelivery {
  /** Larger parts are refused: they lie twice on the disk, and in memory once. */
  private static final long PART_BYTES_MAX = 256L << 20;

  private final ClientLimits limits;
  private final FileFetch.Going going;
  private final long keepFreeBytes;

  /**
   * A delivery.
   *
   * @param going told of bytes as they come
   * @param keepFreeBytes of the disk, for chunks
   */
  PartDelivery(ClientLimits limits, FileFetch.Going going, long keepFreeBytes) {
    this.limits = limits;
    this.going = going;
    this.keepFreeBytes = keepFreeBytes;
  }

  /** The part, whole in its place and on the disk. */
  Part bring(PartShelf shelf, String place, AgreedTarget target, TwoRepositories both, Sources from)
      throws IOException {
    Path fetch = shelf.fetch();
    DurableFile.deleteTree(fetch.resolve("list"));
    byte[] bytes =
        DurableFile.bytes(both.download(target, fetch.resolve("list")), PartShelf.LIST_BYTES_MAX)
            .orElseThrow(
                () ->
                    new EndlessDataException(
                        target.file().name(), target.file().length(), PartShelf.LIST_BYTES_MAX));
    ReleaseList list = ReleaseList.read(bytes);
    if (list.slotBytes() > PART_BYTES_MAX) {
      throw new EndlessDataException(target.file().name(), list.slotBytes(), PART_BYTES_MAX);
    }
    LocalFiles local = LocalFiles.below(List.of(shelf.place("a"), shelf.place("b")));
    Path files = files(fetch, Digests.sha256(bytes));
    List<ReleaseFile> lacking = new ArrayList<>();
    long lackingBytes = 0;
    for (ReleaseFile file : list.files()) {
      if (local.find(file.sha256()).isEmpty()) {
        lacking.add(file);
        lackingBytes += file.storedBytes();
      }
    }
    FileFetch client = new FileFetch(from.image(), limits.rateFloor(), files, going);
    try (Room room =
        Room.take(fetch.resolve("room"), lackingBytes, list.slotBytes() + keepFreeBytes)) {
      for (ReleaseFile file : lacking) {
        room.give(file.storedBytes());
        client.fetch(file);
      }
    }
    write(shelf, place, list, bytes, files);
    DurableFile.deleteTree(fetch);
    return new Part(
        place,
        target.instruction().counter(),
        target.instruction().release(),
        Digests.sha256(bytes));
  }

  /** Folder of what was fetched for a list already; what came for another one makes room. */
  private static Path files(Path fetch, String listSha256) throws IOException {
    Path mark = fetch.resolve("of");
    if (!DurableFile.text(mark, 100).orElse("").equals(listSha256)) {
      DurableFile.deleteTree(fetch.resolve("files"));
      WholeFile.write(mark, listSha256);
    }
    return Files.createDirectories(fetch.resolve("files"));
  }

  /** Beside the place first: a file that both lists have may lie in the place itself. */
  private static void write(
      PartShelf shelf, String place, ReleaseList list, byte[] bytes, Path files)
      throws IOException {
    Path next = shelf.place("next");
    DurableFile.deleteTree(next);
    Files.createDirectories(next);
    LocalFiles local = LocalFiles.below(List.of(shelf.place("a"), shelf.place("b")));
    new SlotWriter(local, files, next).write(list);
    WholeFile.write(next.resolve(ReleaseList.FILE), bytes);
    DurableFile.forceAllNames(next);
    DurableFile.deleteTree(shelf.place(place));
    Files.move(next, shelf.place(place));
    FolderNames.force(shelf.place(place).resolveSibling(""));
  }
}
