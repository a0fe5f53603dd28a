package dev.catenary.uplink.spool;

import dev.catenary.proto.zone.SequenceRuns;
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
import java.util.stream.Stream;

/**
 * Receipts of chunks that have left, one line each. With them a removal cut off by a power cut is
 * finished, seal numbers keep rising over an empty spool, and a recovered raw journal makes no zone
 * twice that is in the store already. Two files of at most {@link #BYTES_MAX}: the older one goes
 * when the newer is full. Line format: docs/spool.md.
 */
final class ReceiptLog {
  /** Of one file: about 8,000 receipts. */
  static final long BYTES_MAX = 4 << 20;

  private final Path file;
  private final Path old;
  private final SpoolFiles files;

  /**
   * Receipts of the newer file, and of the older: no more is remembered than a restart would find.
   */
  private volatile Receipts recent = new Receipts();

  private volatile Receipts earlier = new Receipts();
  private final List<SpoolReport.Damage> damaged = new ArrayList<>();
  private String sequencesOf = "";
  private SequenceRuns sequences = SequenceRuns.NONE;
  private long sealNumberMax;

  /** Place of the next receipt among all that were ever written, from 1. */
  private long nextOrdinal = 1;

  private long bytes;
  private boolean torn;
  private int unreadable;

  /** The receipts of one file. */
  private record Receipts(
      Map<String, String> releasedById, Map<ZoneId, List<DurableClaims.Claim>> claims) {
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
      long ordinal = ReceiptLine.ordinal(line);
      if (ordinal > 0) {
        nextOrdinal = ordinal;
      } else if (!line.isEmpty()) {
        nextOrdinal += ReceiptLine.isSequences(line) ? 0 : 1;
        unreadable += remember(line) ? 0 : 1;
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
    String line = ReceiptLine.of(chunk, receipt);
    String head = bytes == 0 ? ReceiptLine.head(nextOrdinal) + "\n" : "";
    String exact = chunk.sequences().isEmpty() ? "" : ReceiptLine.sequences(chunk) + "\n";
    // After a torn line the next one must start afresh, or both would be unreadable.
    byte[] encoded =
        ((torn ? "\n" : "") + head + exact + line + "\n").getBytes(StandardCharsets.UTF_8);
    torn = true;
    files.append(file, ByteBuffer.wrap(encoded));
    torn = false;
    bytes += encoded.length;
    nextOrdinal++;
    exact.lines().forEach(this::remember);
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

  /** The claims of the chunks of this zone that have left. */
  List<DurableClaims.Claim> claims(ZoneId zone) {
    Receipts now = recent;
    return Stream.of(earlier, now)
        .flatMap(receipts -> receipts.claims.getOrDefault(zone, List.of()).stream())
        .toList();
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

  private boolean remember(String text) {
    ReceiptLine line = ReceiptLine.parse(text);
    if (line == null) {
      return false;
    }
    if (line.isSequences()) {
      sequencesOf = line.chunkId();
      sequences = line.sequences();
      return true;
    }
    sealNumberMax = Math.max(sealNumberMax, line.sealNumber());
    recent.releasedById.put(line.chunkId(), line.sha256() + line.sealNumber());
    if (!ChunkId.isOverview(line.chunkId()) && !ChunkId.isRecording(line.chunkId())) {
      SequenceRuns exact = line.chunkId().equals(sequencesOf) ? sequences : SequenceRuns.NONE;
      var claim = new DurableClaims.Claim(line.firstSequence(), line.lastSequence(), exact);
      recent.claims.compute(
          line.zone(), (_, there) -> there == null ? List.of(claim) : with(there, claim));
    }
    return true;
  }

  private static List<DurableClaims.Claim> with(
      List<DurableClaims.Claim> there, DurableClaims.Claim claim) {
    List<DurableClaims.Claim> more = new ArrayList<>(there);
    more.add(claim);
    return more;
  }
}
