package dev.catenary.device.findings;

import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.uplink.chunk.ManifestFile;
import dev.catenary.uplink.chunk.ZoneEventFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gathers zone events from event files and manifests. Of several events of one zone's pass it keeps
 * the one that holds: a final one before any other, then the highest revision.
 */
public final class EventCollector {
  private final Map<String, ZoneEvent> byId = new TreeMap<>();
  private final List<String> damaged = new ArrayList<>();
  private int files;

  /** Reads all events and manifests in a folder and below it. */
  public void addFolder(Path folder) throws IOException {
    List<Path> found;
    try (var walk = Files.walk(folder)) {
      found =
          walk.filter(Files::isRegularFile)
              .filter(file -> hasEnding(file, ".event") || hasEnding(file, ".manifest"))
              .sorted()
              .toList();
    }
    for (Path file : found) {
      addFile(file);
    }
  }

  private static boolean hasEnding(Path file, String ending) {
    return file.getFileName().toString().endsWith(ending);
  }

  /** Reads one event file or manifest; what is damaged is noted. */
  public void addFile(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    files++;
    if (hasEnding(file, ".manifest")) {
      switch (ManifestFile.read(bytes)) {
        case ManifestFile.Whole(var manifest, var _) -> {
          if (manifest.getEvent().getFormatVersion() == ZoneEventFile.FORMAT_VERSION) {
            add(manifest.getEvent());
          }
        }
        case ManifestFile.Damaged(String reason) -> damaged.add(file + ": " + reason);
      }
    } else {
      switch (ZoneEventFile.read(bytes)) {
        case ZoneEventFile.Whole(ZoneEvent event) -> add(event);
        case ZoneEventFile.Damaged(String reason) -> damaged.add(file + ": " + reason);
      }
    }
  }

  void add(ZoneEvent event) {
    byId.merge(event.getEventId(), event, EventCollector::holding);
  }

  private static ZoneEvent holding(ZoneEvent one, ZoneEvent other) {
    if (one.getFinal() != other.getFinal()) {
      return one.getFinal() ? one : other;
    }
    return one.getRevision() >= other.getRevision() ? one : other;
  }

  /** The events that hold, by id. */
  public Collection<ZoneEvent> events() {
    return List.copyOf(byId.values());
  }

  /** Files that are not what was written, and why. */
  public List<String> damaged() {
    return List.copyOf(damaged);
  }

  public int files() {
    return files;
  }
}
