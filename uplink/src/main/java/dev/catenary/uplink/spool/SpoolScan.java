package dev.catenary.uplink.spool;

import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.uplink.chunk.ManifestFile;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.chunk.ZoneEventFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks through a spool folder and changes nothing. Reads each manifest that the index does not
 * know, but of a LAZ file its length only: its bytes are checked when they are about to leave, so
 * that starting takes the same moment however large the files are.
 */
final class SpoolScan {
  private final Path folder;
  private final ReceiptLog receipts;
  private final SpoolIndex index;
  private final Set<String> names = new HashSet<>();
  private final List<SpoolEntry> entries = new ArrayList<>();
  private final List<ZoneEvent> events = new ArrayList<>();
  private final List<String> unfinished = new ArrayList<>();
  private final List<String> released = new ArrayList<>();
  private final List<SpoolReport.Damage> damaged = new ArrayList<>();

  private SpoolScan(Path folder, ReceiptLog receipts, SpoolIndex index) {
    this.index = index;
    this.folder = folder;
    this.receipts = receipts;
  }

  static SpoolReport of(Path folder, ReceiptLog receipts, SpoolIndex index) throws IOException {
    SpoolScan scan = new SpoolScan(folder, receipts, index);
    scan.run();
    scan.entries.sort(Comparator.comparingLong(entry -> entry.chunk().sealNumber()));
    return new SpoolReport(
        scan.entries,
        scan.events,
        scan.unfinished,
        scan.released,
        scan.damaged,
        receipts.unreadable());
  }

  private void run() throws IOException {
    try (var files = Files.list(folder)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    for (String name : names) {
      if (name.endsWith(SpoolNames.PART)) {
        unfinished.add(name);
      } else if (name.endsWith(SpoolNames.MANIFEST)) {
        manifest(name, SpoolNames.stem(name, SpoolNames.MANIFEST));
      } else if (name.endsWith(SpoolNames.LAZ)) {
        laz(name, SpoolNames.stem(name, SpoolNames.LAZ));
      } else if (name.endsWith(SpoolNames.UPLOAD)) {
        upload(name, SpoolNames.stem(name, SpoolNames.UPLOAD));
      } else if (name.endsWith(SpoolNames.EVENT)) {
        event(name, SpoolNames.stem(name, SpoolNames.EVENT));
      }
    }
  }

  private void manifest(String name, String id) throws IOException {
    String laz = id + SpoolNames.LAZ;
    SealedChunk known = index.get(id, Files.size(folder.resolve(name)));
    if (known != null) {
      manifestOf(known, name, laz);
      return;
    }
    switch (ManifestFile.read(Files.readAllBytes(folder.resolve(name)))) {
      case ManifestFile.Damaged(String reason) -> {
        damage(name, reason);
        if (names.contains(laz)) {
          damage(laz, "its manifest is damaged: " + reason);
        }
      }
      case ManifestFile.Whole(var manifest, SealedChunk chunk) -> {
        if (!chunk.id().equals(id)) {
          damage(name, "found the manifest of chunk " + chunk.id() + " under this name");
        } else {
          manifestOf(chunk, name, laz);
        }
      }
    }
  }

  private void manifestOf(SealedChunk chunk, String name, String laz) throws IOException {
    if (receipts.has(chunk.id(), chunk.checksums().sha256(), chunk.sealNumber())) {
      released.add(name);
      if (names.contains(laz)) {
        released.add(laz);
      }
    } else if (!names.contains(laz)) {
      damage(name, "the LAZ file is missing");
    } else {
      whole(name, laz, chunk);
    }
  }

  private void whole(String manifest, String laz, SealedChunk chunk) throws IOException {
    long length = Files.size(folder.resolve(laz));
    if (length == chunk.checksums().bytes()) {
      boolean begun = names.contains(chunk.id() + SpoolNames.UPLOAD);
      entries.add(
          new SpoolEntry(chunk, begun ? SpoolEntry.State.UPLOADING : SpoolEntry.State.WAITING));
      return;
    }
    String reason = "the LAZ file has " + length + " bytes, expected " + chunk.checksums().bytes();
    damage(laz, reason);
    damage(manifest, reason);
  }

  private void laz(String name, String id) {
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

  private void event(String name, String id) throws IOException {
    switch (EventBox.read(folder.resolve(name))) {
      case ZoneEventFile.Damaged(String reason) -> damage(name, reason);
      case ZoneEventFile.Whole(ZoneEvent event) when event.getEventId().equals(id) ->
          events.add(event);
      case ZoneEventFile.Whole(ZoneEvent event) ->
          damage(name, "found the event " + event.getEventId() + " under this name");
    }
  }

  private void damage(String name, String reason) {
    damaged.add(new SpoolReport.Damage(name, reason));
  }
}
