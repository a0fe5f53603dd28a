package dev.catenary.uplink.spool;

import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.uplink.chunk.ManifestFile;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.chunk.ZoneEventFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Looks through a spool folder and changes nothing. Reads each manifest that the index does not
 * know, but of a LAZ file its length only: its bytes are checked when they are about to leave, so
 * that starting takes the same moment however large the files are.
 */
final class SpoolScan {
  private final Path folder;
  private final ReceiptLog receipts;
  private final SpoolIndex index;
  private final Predicate<String> isOfThisRun;
  private final Set<String> names = new HashSet<>();
  private Iterator<String> rest = names.iterator();
  private final List<SpoolEntry> entries = new ArrayList<>();
  private final List<ZoneEvent> events = new ArrayList<>();
  private final List<String> unfinished = new ArrayList<>();
  private final List<String> released = new ArrayList<>();
  private final List<SpoolReport.Damage> damaged = new ArrayList<>();

  private SpoolScan(
      Path folder, ReceiptLog receipts, SpoolIndex index, Predicate<String> isOfThisRun) {
    this.isOfThisRun = isOfThisRun;
    this.index = index;
    this.folder = folder;
    this.receipts = receipts;
  }

  static SpoolReport of(Path folder, ReceiptLog receipts, SpoolIndex index) throws IOException {
    SpoolScan scan = begin(folder, receipts, index, name -> false);
    scan.look(Integer.MAX_VALUE, chunk -> {});
    return scan.report();
  }

  /** Lists the folder and looks at nothing yet. */
  static SpoolScan begin(
      Path folder, ReceiptLog receipts, SpoolIndex index, Predicate<String> isOfThisRun)
      throws IOException {
    SpoolScan scan = new SpoolScan(folder, receipts, index, isOfThisRun);
    try (var files = Files.list(folder)) {
      files.forEach(file -> scan.names.add(file.getFileName().toString()));
    }
    scan.rest = scan.names.iterator();
    return scan;
  }

  /** Findings; whole when {@link #look} has given false. */
  SpoolReport report() {
    entries.sort(Comparator.comparingLong(entry -> entry.chunk().sealNumber()));
    List<SpoolReport.Damage> all = new ArrayList<>(receipts.damaged());
    all.addAll(damaged);
    return new SpoolReport(entries, events, unfinished, released, all, receipts.unreadable());
  }

  /**
   * Looks at some more files.
   *
   * @param sink told of each chunk that is whole
   * @return false when there are no more
   */
  boolean look(int count, Consumer<SealedChunk> sink) {
    int before = entries.size();
    for (int i = 0; i < count && rest.hasNext(); i++) {
      String name = rest.next();
      if (isOfThisRun.test(name)) {
        continue;
      }
      if (name.endsWith(SpoolNames.PART)) {
        unfinished.add(name);
      } else if (name.endsWith(SpoolNames.MANIFEST)) {
        manifest(name, SpoolNames.stem(name, SpoolNames.MANIFEST));
      } else if (name.endsWith(SpoolNames.LAZ)) {
        data(name, SpoolNames.stem(name, SpoolNames.LAZ));
      } else if (name.endsWith(SpoolNames.RECORDING)) {
        data(name, SpoolNames.stem(name, SpoolNames.RECORDING));
      } else if (name.endsWith(SpoolNames.UPLOAD)) {
        upload(name, SpoolNames.stem(name, SpoolNames.UPLOAD));
      } else if (name.endsWith(SpoolNames.EVENT)) {
        event(name, SpoolNames.stem(name, SpoolNames.EVENT));
      }
    }
    entries.subList(before, entries.size()).forEach(entry -> sink.accept(entry.chunk()));
    return rest.hasNext();
  }

  private void manifest(String name, String id) {
    Path file = folder.resolve(name);
    ManifestFile.Reading reading;
    try {
      SealedChunk known = index.get(id, Files.size(file));
      if (known != null) {
        manifestOf(known, name);
        return;
      }
      reading = ManifestFile.read(Files.readAllBytes(file));
    } catch (IOException e) {
      if (isGone(name)) {
        return;
      }
      reading = new ManifestFile.Damaged(unreadable(e));
    }
    switch (reading) {
      case ManifestFile.Damaged(String reason) -> {
        damage(name, reason);
        for (String ending : List.of(SpoolNames.LAZ, SpoolNames.RECORDING)) {
          if (names.contains(id + ending)) {
            damage(id + ending, "its manifest is damaged: " + reason);
          }
        }
      }
      case ManifestFile.Whole(var manifest, SealedChunk chunk) -> {
        if (!chunk.id().equals(id)) {
          damage(name, "found the manifest of chunk " + chunk.id() + " under this name");
        } else {
          manifestOf(chunk, name);
        }
      }
    }
  }

  private void manifestOf(SealedChunk chunk, String name) {
    String data = chunk.fileName();
    if (receipts.has(chunk.id(), chunk.checksums().sha256(), chunk.sealNumber())) {
      released.add(name);
      if (names.contains(data)) {
        released.add(data);
      }
    } else if (!names.contains(data)) {
      damage(name, "the file " + data + " is missing");
    } else {
      whole(name, data, chunk);
    }
  }

  private void whole(String manifest, String data, SealedChunk chunk) {
    String reason;
    try {
      long length = Files.size(folder.resolve(data));
      if (length == chunk.checksums().bytes()) {
        boolean begun = names.contains(chunk.id() + SpoolNames.UPLOAD);
        entries.add(
            new SpoolEntry(chunk, begun ? SpoolEntry.State.UPLOADING : SpoolEntry.State.WAITING));
        return;
      }
      reason = "has " + length + " bytes, expected " + chunk.checksums().bytes();
    } catch (IOException e) {
      if (isGone(data)) {
        return;
      }
      reason = unreadable(e);
    }
    damage(data, "the file " + data + " " + reason);
    damage(manifest, "the file " + data + " " + reason);
  }

  private void data(String name, String id) {
    if (names.contains(id + SpoolNames.MANIFEST)) {
      return;
    }
    if (receipts.hasId(id)) {
      released.add(name);
    } else {
      damage(name, "there is no manifest: sealing was cut off before it was written");
    }
  }

  private void upload(String name, String id) {
    if (!names.contains(id + SpoolNames.MANIFEST)) {
      released.add(name);
    }
  }

  private void event(String name, String id) {
    ZoneEventFile.Reading reading;
    try {
      reading = ZoneEventFile.read(Files.readAllBytes(folder.resolve(name)));
    } catch (IOException e) {
      if (isGone(name)) {
        return;
      }
      reading = new ZoneEventFile.Damaged(unreadable(e));
    }
    switch (reading) {
      case ZoneEventFile.Damaged(String reason) -> damage(name, reason);
      case ZoneEventFile.Whole(ZoneEvent event) when event.getEventId().equals(id) ->
          events.add(event);
      case ZoneEventFile.Whole(ZoneEvent event) ->
          damage(name, "found the event " + event.getEventId() + " under this name");
    }
  }

  /** True when the file has left since it was listed, as beside a service that runs. */
  private boolean isGone(String name) {
    return Files.notExists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS);
  }

  private static String unreadable(IOException failure) {
    return "cannot be read: " + failure;
  }

  private void damage(String name, String reason) {
    damaged.add(new SpoolReport.Damage(name, reason));
  }
}
