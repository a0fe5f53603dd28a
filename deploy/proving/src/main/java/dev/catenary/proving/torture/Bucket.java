package dev.catenary.proving.torture;

import dev.catenary.proto.zone.ZoneId;
import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.chunk.ChunkId;
import dev.catenary.uplink.chunk.ManifestFile;
import dev.catenary.uplink.chunk.SealedChunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Objects that have arrived, read from the folder behind the S3 server, and their faults. */
final class Bucket {
  private static final String LAZ = ".laz";
  private static final String MANIFEST = ".manifest";

  /** LAS 1.4 revision 15, table 3: "Number of Point Records". */
  private static final int LAS_POINTS_OFFSET = 247;

  private static final int LAS_HEADER_LENGTH = 375;

  private final Map<String, List<Arrived>> byId = new HashMap<>();
  private final List<String> wrong = new ArrayList<>();
  private final List<String> withoutManifest = new ArrayList<>();
  private final boolean las;
  private long points;

  /** One object and its manifest's word. */
  private record Arrived(Path file, SealedChunk chunk) {}

  private Bucket(boolean las) {
    this.las = las;
  }

  /**
   * Reads every object: its bytes by checksum against its manifest, its LAS header's points.
   *
   * @param las false where the bytes only stand for a LAZ file
   */
  static Bucket read(Path folder, boolean las) throws IOException {
    Bucket bucket = new Bucket(las);
    List<Path> files;
    try (var walk = Files.walk(folder)) {
      files = walk.filter(file -> file.toString().endsWith(LAZ)).sorted().toList();
    }
    for (Path file : files) {
      bucket.take(file);
    }
    return bucket;
  }

  private void take(Path file) throws IOException {
    Path manifest = file.resolveSibling(file.getFileName() + MANIFEST);
    if (!Files.exists(manifest)) {
      withoutManifest.add(String.valueOf(file.getFileName()));
      return;
    }
    switch (ManifestFile.read(Files.readAllBytes(manifest))) {
      case ManifestFile.Damaged(String reason) ->
          wrong.add(manifest.getFileName() + " is damaged: " + reason);
      case ManifestFile.Whole(var _, SealedChunk chunk) -> {
        byte[] bytes = Files.readAllBytes(file);
        if (!Checksums.of(ByteBuffer.wrap(bytes)).equals(chunk.checksums())) {
          wrong.add(file.getFileName() + " is not the bytes of its manifest");
        } else if (las && lasPoints(bytes) != chunk.points()) {
          wrong.add(
              file.getFileName() + " has " + lasPoints(bytes) + " points, not " + chunk.points());
        }
        byId.computeIfAbsent(chunk.id(), _ -> new ArrayList<>()).add(new Arrived(file, chunk));
        points += chunk.overview() ? 0 : chunk.points();
      }
    }
  }

  private static long lasPoints(byte[] laz) {
    boolean las =
        laz.length > LAS_HEADER_LENGTH
            && new String(laz, 0, 4, StandardCharsets.ISO_8859_1).equals("LASF");
    return las
        ? ByteBuffer.wrap(laz).order(ByteOrder.LITTLE_ENDIAN).getLong(LAS_POINTS_OFFSET)
        : -1;
  }

  int objects() {
    return byId.values().stream().mapToInt(List::size).sum();
  }

  /** Of whole chunks. */
  long points() {
    return points;
  }

  /** All that does not agree with what was promised, or with itself. */
  List<String> against(Map<String, String> promised) {
    List<String> broken = new ArrayList<>(wrong);
    promised.forEach(
        (id, sha256) -> {
          List<Arrived> there = byId.getOrDefault(id, List.of());
          if (there.stream().noneMatch(each -> each.chunk.checksums().sha256().equals(sha256))) {
            broken.add("lost: chunk " + id + " was promised and is not in the bucket");
          }
        });
    byId.forEach(
        (id, there) -> {
          if (there.size() > 1) {
            broken.add("twice: chunk " + id + " is " + there.size() + " objects");
          }
        });
    for (String name : withoutManifest) {
      // An overview that was on its way when the service died is let go of once its chunk is there.
      String overview = name.substring(0, name.length() - LAZ.length());
      if (!ChunkId.isOverview(overview) || !byId.containsKey(ChunkId.whole(overview))) {
        broken.add(name + " has no manifest");
      }
    }
    broken.addAll(pointsTwice());
    return broken;
  }

  /** A datagram gives its points of one zone to one chunk: no sequence is in two of them. */
  private List<String> pointsTwice() {
    Map<ZoneId, List<SealedChunk>> byZone = new HashMap<>();
    byId.values().stream()
        .flatMap(List::stream)
        .map(Arrived::chunk)
        .filter(chunk -> !ChunkId.isOverview(chunk.id()))
        .forEach(chunk -> byZone.computeIfAbsent(chunk.zone(), _ -> new ArrayList<>()).add(chunk));
    List<String> twice = new ArrayList<>();
    for (List<SealedChunk> chunks : byZone.values()) {
      for (int i = 0; i < chunks.size(); i++) {
        for (int j = 0; j < i; j++) {
          if (chunks.get(i).sequences().intersects(chunks.get(j).sequences())) {
            twice.add("points twice: " + chunks.get(j).id() + " and " + chunks.get(i).id());
          }
        }
      }
    }
    return twice;
  }
}
