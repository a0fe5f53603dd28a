package dev.catenary.device.export;

import dev.catenary.proto.message.ChunkManifest;
import dev.catenary.uplink.chunk.ManifestFile;
import dev.catenary.uplink.chunk.SealedChunk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The chunks of whole zones in folders: each manifest with its LAZ file beside it. Overviews and
 * recordings are left out. A chunk that stands in several folders is taken once.
 */
public final class SurveyChunks {
  private static final String MANIFEST = ".manifest";

  private final Map<String, Chunk> byId = new TreeMap<>();
  private final Set<String> complaints = new TreeSet<>();

  /** A chunk and where its points are. */
  public record Chunk(ChunkManifest manifest, SealedChunk sealed, Path file) {}

  /** Takes all manifests in a folder and below it. */
  public void addFolder(Path folder) throws IOException {
    List<Path> manifests;
    try (Stream<Path> files = Files.walk(folder)) {
      manifests = files.filter(file -> file.toString().endsWith(MANIFEST)).toList();
    }
    List<Path> inOrder = new ArrayList<>(manifests);
    Collections.sort(inOrder);
    for (Path manifest : inOrder) {
      addManifest(manifest);
    }
  }

  private void addManifest(Path file) throws IOException {
    switch (ManifestFile.read(Files.readAllBytes(file))) {
      case ManifestFile.Damaged(String reason) -> complaints.add(file + ": " + reason);
      case ManifestFile.Whole(ChunkManifest manifest, SealedChunk sealed) -> {
        if (sealed.overview() || sealed.recording()) {
          return;
        }
        Path laz = file.resolveSibling(sealed.fileName());
        if (Files.isRegularFile(laz)) {
          byId.putIfAbsent(sealed.id(), new Chunk(manifest, sealed, laz));
        } else {
          complaints.add(
              file
                  + ": found no "
                  + sealed.fileName()
                  + " beside it; it was uploaded, or not taken");
        }
      }
    }
  }

  /** In the order of their names. */
  public List<Chunk> chunks() {
    return List.copyOf(byId.values());
  }

  /** Files that could not be taken, and why. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }
}
