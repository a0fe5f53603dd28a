package dev.catenary.device.findings;

import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.uplink.chunk.ManifestFile;
import dev.catenary.uplink.chunk.ZoneEventFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gathers zone events from event files and manifests. Of several events of one zone's pass it keeps
 * the one that holds: a final one before any other, then the highest revision.
 */
public final class EventCollector {
  private final Map<String, ZoneEvent> byId = new TreeMap<>();
  private final Map<String, String> chunks = new TreeMap<>();
  private final List<String> damaged = new ArrayList<>();
  private int files;

  /**
   * Reads all events and manifests in a folder and below it. The folder may be in use: what is
   * renamed or deleted meanwhile is left out.
   */
  public void addFolder(Path folder) throws IOException {
    for (Path file : eventsIn(folder)) {
      try {
        addFile(file);
      } catch (NoSuchFileException e) {
        // Uploaded, and so let go, since it was listed.
      }
    }
  }

  private static List<Path> eventsIn(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if ((hasEnding(file, ".event") || hasEnding(file, ".manifest"))
                && Files.isRegularFile(file)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException && !file.equals(folder)) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    Collections.sort(found);
    return found;
  }

  private static boolean hasEnding(Path file, String ending) {
    return file.getFileName().toString().endsWith(ending);
  }

  /**
   * Reads one event file or manifest; what is damaged is noted.
   *
   * @throws IOException when it cannot be read, or is not there
   */
  public void addFile(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    files++;
    if (hasEnding(file, ".manifest")) {
      switch (ManifestFile.read(bytes)) {
        case ManifestFile.Whole(var manifest, var _) -> {
          if (manifest.getEvent().getFormatVersion() == ZoneEventFile.FORMAT_VERSION) {
            add(manifest.getEvent());
            chunks.put(manifest.getEvent().getEventId(), manifest.getChunkId());
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

  /** Names of the chunks that the events are of, by the event's id, where a manifest was read. */
  public Map<String, String> chunks() {
    return Map.copyOf(chunks);
  }

  /** Files that are not what was written, and why. */
  public List<String> damaged() {
    return List.copyOf(damaged);
  }

  public int files() {
    return files;
  }
}
