package dev.catenary.uplink.spool;

import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.SequenceRuns;
import dev.catenary.proto.zone.ZoneId;
import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.chunk.ChunkKind;
import dev.catenary.uplink.chunk.SealedChunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Index of the manifests in one file, so that a start reads one file and not one a chunk. It is
 * believed line by line, and only where the manifest has the length it had; all else is read from
 * the manifests, so it is never forced and may be deleted. Line format: docs/spool.md.
 */
final class SpoolIndex {
  private static final int FIELDS = 22;

  /** Not worth writing the file anew for. */
  private static final int SPARE_LINES = 100;

  private final Path file;
  private final Map<String, Line> lines = new HashMap<>();
  private int lineCount;

  /** Lines that came while the file is being written anew. */
  private @Nullable StringBuilder meanwhile;

  /** One chunk, and the length of its manifest file. */
  record Line(SealedChunk chunk, long manifestBytes) {}

  /** Reads nothing yet; see {@link #load}. */
  SpoolIndex(Path folder) {
    this.file = folder.resolve(SpoolNames.INDEX);
  }

  static SpoolIndex read(Path folder) {
    SpoolIndex index = new SpoolIndex(folder);
    index.load();
    return index;
  }

  void load() {
    try (var text = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        take(line);
      }
    } catch (NoSuchFileException e) {
      lineCount = 0;
    } catch (IOException e) {
      Logger.warn("the spool's index is left aside: {}", e.getMessage());
    }
  }

  private void take(String line) {
    lineCount++;
    int tab = line.indexOf('\t');
    if (tab != 8 || !line.startsWith(check(line.substring(9)))) {
      return;
    }
    String[] fields = line.split("\t", -1);
    if (fields.length == FIELDS) {
      Line read = parse(fields);
      lines.put(read.chunk.id(), read);
    }
  }

  /** The chunk of this name, where its manifest has this length; else null. */
  @Nullable SealedChunk get(String id, long manifestBytes) {
    Line line = lines.get(id);
    return line != null && line.manifestBytes == manifestBytes ? line.chunk : null;
  }

  /** Adds a chunk that has just been sealed. A disk that cannot costs the next start some time. */
  void add(SealedChunk chunk, long manifestBytes) {
    append(text(chunk, manifestBytes));
  }

  private synchronized void append(String text) {
    StringBuilder kept = meanwhile;
    if (kept != null) {
      kept.append(text);
      return;
    }
    try {
      Files.writeString(
          file,
          text,
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      Logger.debug("the spool's index misses some chunks: {}", e.getMessage());
    }
  }

  /** Writes the file anew when much of it is of chunks that have left, or much is missing in it. */
  void refresh(SpoolFolder folder, List<SpoolEntry> entries) {
    boolean known = true;
    for (SpoolEntry entry : entries) {
      known &= lines.containsKey(entry.chunk().id());
    }
    if (!known || lineCount >= 2 * entries.size() + SPARE_LINES) {
      keepMeanwhile();
      rewrite(folder, entries);
      appendMeanwhile();
    }
    // The table in memory is the truth from now on.
    lines.clear();
  }

  private void rewrite(SpoolFolder folder, List<SpoolEntry> entries) {
    StringBuilder all = new StringBuilder();
    try {
      for (SpoolEntry entry : entries) {
        SealedChunk chunk = entry.chunk();
        all.append(text(chunk, Files.size(folder.path(chunk.id() + SpoolNames.MANIFEST))));
      }
      byte[] bytes = all.toString().getBytes(StandardCharsets.UTF_8);
      folder.appear(SpoolNames.INDEX, ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      Logger.debug("the spool's index stays as it is: {}", e.getMessage());
    }
  }

  private synchronized void keepMeanwhile() {
    meanwhile = new StringBuilder();
  }

  private synchronized void appendMeanwhile() {
    StringBuilder kept = meanwhile;
    meanwhile = null;
    if (kept != null && !kept.isEmpty()) {
      append(kept.toString());
    }
  }

  private static String text(SealedChunk chunk, long manifestBytes) {
    ZoneId zone = chunk.zone();
    String text =
        String.join(
            "\t",
            Long.toString(manifestBytes),
            chunk.id(),
            chunk.vehicle(),
            chunk.mission(),
            zone.crs(),
            Integer.toString(zone.cellMetres()),
            Integer.toString(zone.column()),
            Integer.toString(zone.row()),
            Integer.toString(chunk.rank().ordinal()),
            Double.toString(chunk.severity()),
            Long.toString(chunk.points()),
            Long.toString(chunk.checksums().bytes()),
            chunk.checksums().sha256(),
            Integer.toString(chunk.checksums().crc32c()),
            Long.toString(chunk.firstSequence()),
            Long.toString(chunk.lastSequence()),
            Long.toString(chunk.firstHostNanos()),
            Long.toString(chunk.lastHostNanos()),
            Long.toString(chunk.sealNumber()),
            word(chunk.kind()),
            chunk.sequences().text());
    return check(text) + "\t" + text + "\n";
  }

  /** The check of the line was right: so are its fields. */
  private static Line parse(String[] f) {
    SealedChunk chunk =
        new SealedChunk(
            f[2],
            f[3],
            f[4],
            new ZoneId(
                f[5], Integer.parseInt(f[6]), Integer.parseInt(f[7]), Integer.parseInt(f[8])),
            Rank.values()[Integer.parseInt(f[9])],
            Double.parseDouble(f[10]),
            Long.parseLong(f[11]),
            new Checksums(Long.parseLong(f[12]), f[13], Integer.parseInt(f[14])),
            Long.parseLong(f[15]),
            Long.parseLong(f[16]),
            SequenceRuns.parse(f[21]),
            Long.parseLong(f[17]),
            Long.parseLong(f[18]),
            Long.parseLong(f[19]),
            kind(f[20]));
    return new Line(chunk, Long.parseLong(f[1]));
  }

  private static String word(ChunkKind kind) {
    return switch (kind) {
      case ZONE -> "false";
      case OVERVIEW -> "true";
      case RECORDING -> "raw";
    };
  }

  private static ChunkKind kind(String word) {
    return switch (word) {
      case "true" -> ChunkKind.OVERVIEW;
      case "raw" -> ChunkKind.RECORDING;
      default -> ChunkKind.ZONE;
    };
  }

  private static String check(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return String.format("%08x", crc.getValue());
  }
}
