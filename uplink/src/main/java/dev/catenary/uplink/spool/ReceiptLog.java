package dev.catenary.uplink.spool;

import dev.catenary.proto.zone.ZoneId;
import dev.catenary.uplink.chunk.ChunkId;
import dev.catenary.uplink.chunk.SealedChunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/**
 * The receipts of chunks that have left, one line each: so that a removal cut off by a power cut is
 * finished, seal numbers keep rising over an empty spool, and a recovered raw journal makes no zone
 * twice that is in the store already. Two files of at most {@link #BYTES_MAX}: the older one goes
 * when the newer is full. Line format: docs/spool.md.
 */
final class ReceiptLog {
  /** Of one file: about 10,000 receipts. */
  static final long BYTES_MAX = 4 << 20;

  private static final int FIELDS = 13;

  private final Path file;
  private final Path old;
  private final SpoolFiles files;

  /**
   * Receipts of the newer file, and of the older: no more is remembered than a restart would find.
   */
  private volatile Receipts recent = new Receipts();

  private volatile Receipts earlier = new Receipts();
  private final List<SpoolReport.Damage> damaged = new ArrayList<>();
  private long sealNumberMax;
  private long bytes;
  private boolean torn;
  private int unreadable;

  /** The receipts of one file. */
  private record Receipts(Map<String, String> releasedById, Map<ZoneId, Long> lastSequences) {
    Receipts() {
      this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }
  }

  /** Reads nothing yet; see {@link #load()}. */
  ReceiptLog(Path folder, SpoolFiles files) {
    this.file = folder.resolve(SpoolNames.RECEIPTS);
    this.old = folder.resolve(SpoolNames.RECEIPTS_OLD);
    this.files = files;
  }

  static ReceiptLog read(Path folder, SpoolFiles files) {
    ReceiptLog log = new ReceiptLog(folder, files);
    log.load();
    return log;
  }

  /** Reads both files; before that nothing may be added. One that cannot be read is empty. */
  void load() {
    load(old);
    beginNext();
    load(file);
  }

  private void beginNext() {
    earlier = recent;
    recent = new Receipts();
  }

  private void load(Path path) {
    bytes = 0;
    torn = false;
    byte[] content;
    try {
      content = Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      torn = true;
      damaged.add(new SpoolReport.Damage(path.getFileName().toString(), "cannot be read: " + e));
      return;
    }
    bytes = content.length;
    torn = bytes > 0 && content[content.length - 1] != '\n';
    for (String line : new String(content, StandardCharsets.UTF_8).split("\n", -1)) {
      if (!line.isEmpty() && !remember(line)) {
        unreadable++;
      }
    }
  }

  /** Adds the receipt and forces it to the disk. */
  void add(SealedChunk chunk, Receipt receipt) throws IOException {
    if (bytes >= BYTES_MAX) {
      files.rename(file, old);
      beginNext();
      bytes = 0;
      torn = false;
    }
    String line = line(chunk, receipt);
    // After a torn line the next one must start afresh, or both would be unreadable.
    byte[] encoded = ((torn ? "\n" : "") + line + "\n").getBytes(StandardCharsets.UTF_8);
    torn = true;
    files.append(file, ByteBuffer.wrap(encoded));
    torn = false;
    bytes += encoded.length;
    remember(line);
  }

  /** True when these very bytes under this seal number have left. */
  boolean has(String chunkId, String sha256, long sealNumber) {
    String released = sha256 + sealNumber;
    return released.equals(recent.releasedById.get(chunkId))
        || released.equals(earlier.releasedById.get(chunkId));
  }

  boolean hasId(String chunkId) {
    return recent.releasedById.containsKey(chunkId) || earlier.releasedById.containsKey(chunkId);
  }

  /** The names of all chunks that have left, as far as the log goes back. */
  Set<String> ids() {
    Set<String> ids = new HashSet<>(earlier.releasedById.keySet());
    ids.addAll(recent.releasedById.keySet());
    return ids;
  }

  long lastSequence(ZoneId zone) {
    return Math.max(
        recent.lastSequences.getOrDefault(zone, Long.MIN_VALUE),
        earlier.lastSequences.getOrDefault(zone, Long.MIN_VALUE));
  }

  long sealNumberMax() {
    return sealNumberMax;
  }

  /** Files of the log that could not be read: what has left may be sent once more. */
  List<SpoolReport.Damage> damaged() {
    return damaged;
  }

  int unreadable() {
    return unreadable;
  }

  private static String line(SealedChunk chunk, Receipt receipt) {
    ZoneId zone = chunk.zone();
    String text =
        String.join(
            "\t",
            Long.toString(chunk.sealNumber()),
            chunk.id(),
            zone.crs(),
            Integer.toString(zone.cellMetres()),
            Integer.toString(zone.column()),
            Integer.toString(zone.row()),
            Long.toString(chunk.lastSequence()),
            receipt.sha256(),
            receipt.proof().name(),
            field(receipt.etag()),
            field(receipt.store() + "/" + receipt.key()),
            receipt.at().toString());
    return check(text) + "\t" + text;
  }

  private boolean remember(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != FIELDS
        || !fields[0].equals(check(line.substring(fields[0].length() + 1)))) {
      return false;
    }
    long sealNumber = Long.parseLong(fields[1]);
    sealNumberMax = Math.max(sealNumberMax, sealNumber);
    recent.releasedById.put(fields[2], fields[8] + sealNumber);
    if (ChunkId.isOverview(fields[2]) || ChunkId.isRecording(fields[2])) {
      return true;
    }
    recent.lastSequences.merge(
        new ZoneId(
            fields[3],
            Integer.parseInt(fields[4]),
            Integer.parseInt(fields[5]),
            Integer.parseInt(fields[6])),
        Long.parseLong(fields[7]),
        Math::max);
    return true;
  }

  private static String field(String text) {
    return text.replace('\t', ' ').replace('\n', ' ');
  }

  /** CRC32C of a line's fields behind the first. */
  static String check(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return String.format("%08x", crc.getValue());
  }
}
