package dev.catenary.uplink.spool;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.ChunkManifest;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.zone.DurableZones;
import dev.catenary.proto.zone.ZoneId;
import dev.catenary.uplink.chunk.ManifestFile;
import dev.catenary.uplink.chunk.SealedChunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The folder of chunks that wait to be sent. A chunk is there from the moment its manifest has its
 * name until {@link #release}, which is the only way out. File formats and what a power cut leaves
 * at each step: docs/spool.md.
 *
 * <p>Any thread may call; one thread seals and one releases at a time.
 */
public final class Spool implements AutoCloseable {
  private final SpoolConfig config;
  private final Path folder;
  private final SpoolFiles files;
  private final Counters counters;
  private final InstantSource clock;
  private final Consumer<SpoolEvent> listener;
  private final SpoolLock lock;
  private final EventBox events;
  private final Quarantine quarantine;
  private final ReceiptLog receipts;
  private final SpoolReport report;
  private final Map<String, SealedChunk> chunks = new ConcurrentHashMap<>();
  private final Map<ZoneId, Long> lastSequences = new ConcurrentHashMap<>();
  private final Object sealing = new Object();
  private final Object releasing = new Object();
  private long sealNumber;

  /**
   * Opens a spool folder, or makes one, and puts in order what a power cut has left.
   *
   * @param listener is told what happens from now on, in the thread where it happens
   * @throws IOException when the folder cannot be used, or another service uses it
   */
  public static Spool open(
      SpoolConfig config, Counters counters, InstantSource clock, Consumer<SpoolEvent> listener)
      throws IOException {
    return open(config, counters, clock, listener, new DiskFiles());
  }

  static Spool open(
      SpoolConfig config,
      Counters counters,
      InstantSource clock,
      Consumer<SpoolEvent> listener,
      SpoolFiles files)
      throws IOException {
    Files.createDirectories(config.folder());
    SpoolLock lock = SpoolLock.take(config.folder());
    try {
      return new Spool(config, counters, clock, listener, files, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Looks through a spool folder, also one in use, and changes nothing. */
  public static SpoolReport inspect(Path folder) throws IOException {
    return SpoolScan.of(folder, ReceiptLog.read(folder, new DiskFiles()));
  }

  private Spool(
      SpoolConfig config,
      Counters counters,
      InstantSource clock,
      Consumer<SpoolEvent> listener,
      SpoolFiles files,
      SpoolLock lock)
      throws IOException {
    this.config = config;
    this.folder = config.folder();
    this.files = files;
    this.counters = counters;
    this.clock = clock;
    this.listener = listener;
    this.lock = lock;
    this.events = new EventBox(folder, files);
    this.quarantine = new Quarantine(folder, files, counters);
    this.receipts = ReceiptLog.read(folder, files);
    this.report = SpoolScan.of(folder, receipts);
    for (String name : report.unfinished()) {
      files.delete(folder.resolve(name));
    }
    for (String name : report.released()) {
      files.delete(folder.resolve(name));
    }
    for (SpoolReport.Damage damage : report.damaged()) {
      quarantine.take(damage.file(), damage.reason());
    }
    report.events().forEach(events::remember);
    long max = receipts.sealNumberMax();
    for (SpoolEntry entry : report.entries()) {
      remember(entry.chunk());
      max = Math.max(max, entry.chunk().sealNumber());
    }
    sealNumber = quarantine.sealNumberMax(max);
    files.forceFolder(folder);
  }

  /** What was found at the start, before it was put in order. */
  public SpoolReport report() {
    return report;
  }

  /**
   * Makes a chunk durable: the LAZ file first, then its manifest, each written under another name,
   * forced, and renamed.
   *
   * @param laz the bytes the manifest describes, between position and limit
   * @param manifest all but the seal number
   * @throws SpoolFullException when the disk's reserve would be touched; nothing was written
   * @throws IOException when the disk fails; the chunk is not in the spool
   */
  public SealedChunk seal(ByteBuffer laz, ChunkManifest.Builder manifest) throws IOException {
    synchronized (sealing) {
      long free = files.freeBytes(folder);
      if (free - laz.remaining() < config.reserveBytes()) {
        throw new SpoolFullException(folder, free, laz.remaining(), config.reserveBytes());
      }
      // The number is used up even when the disk fails now: it never names two chunks.
      sealNumber++;
      ChunkManifest numbered = manifest.setSealNumber(sealNumber).build();
      SealedChunk chunk = SealedChunk.of(numbered);
      if (chunks.containsKey(chunk.id()) || laz.remaining() != chunk.checksums().bytes()) {
        throw new IllegalStateException("chunk " + chunk.id() + " is there or is not these bytes");
      }
      appear(chunk.id() + SpoolNames.LAZ, laz);
      appear(chunk.id() + SpoolNames.MANIFEST, ByteBuffer.wrap(ManifestFile.write(numbered)));
      remember(chunk);
      counters.increment(DeviceCounter.CHUNKS_SEALED);
      counters.add(DeviceCounter.POINTS_IN_CHUNKS, chunk.points());
      counters.add(DeviceCounter.CHUNK_BYTES, chunk.checksums().bytes());
      listener.accept(new SpoolEvent.ChunkSealed(chunk, clock.instant()));
      return chunk;
    }
  }

  /** The events that wait to be sent. */
  public EventBox events() {
    return events;
  }

  /** Makes the event of a zone that is still open durable, and tells of it. */
  public void report(ZoneEvent event) throws IOException {
    events.put(event);
    counters.increment(DeviceCounter.BREACHES_SEEN_EARLY);
    listener.accept(new SpoolEvent.BreachSeen(event));
  }

  private void appear(String name, ByteBuffer bytes) throws IOException {
    Path part = folder.resolve(name + SpoolNames.PART);
    try {
      files.write(part, bytes);
    } catch (IOException e) {
      deleteAfter(e, part);
      throw e;
    }
    files.rename(part, folder.resolve(name));
    files.forceFolder(folder);
  }

  /** A disk that is full gets back at once what the failed write has taken. */
  private void deleteAfter(IOException failure, Path part) {
    try {
      files.delete(part);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private void remember(SealedChunk chunk) {
    lastSequences.merge(chunk.zone(), chunk.lastSequence(), Math::max);
    chunks.put(chunk.id(), chunk);
  }

  public Optional<SealedChunk> find(String chunkId) {
    return Optional.ofNullable(chunks.get(chunkId));
  }

  /** The chunks now in the spool, by seal number. */
  public List<SpoolEntry> list() {
    return chunks.values().stream()
        .sorted(Comparator.comparingLong(SealedChunk::sealNumber))
        .map(chunk -> new SpoolEntry(chunk, state(chunk)))
        .toList();
  }

  private SpoolEntry.State state(SealedChunk chunk) {
    return Files.exists(folder.resolve(chunk.id() + SpoolNames.UPLOAD))
        ? SpoolEntry.State.UPLOADING
        : SpoolEntry.State.WAITING;
  }

  /** The first chunk by the order of those that may be sent now. */
  public Optional<SealedChunk> next(Comparator<SealedChunk> order, Predicate<SealedChunk> may) {
    return chunks.values().stream().filter(may).min(order);
  }

  /** What is durable: in this spool, or acknowledged by a store as far as the receipts go back. */
  public DurableZones durableZones() {
    return zone ->
        Math.max(lastSequences.getOrDefault(zone, Long.MIN_VALUE), receipts.lastSequence(zone));
  }

  /**
   * Reads the chunk's LAZ file back from the disk and compares it with its manifest. What does not
   * match goes to the quarantine.
   *
   * @return empty when the chunk is not, or no longer, in the spool
   * @throws IOException when it could not even be moved
   */
  public Optional<VerifiedChunk> verify(SealedChunk chunk, int partBytes) throws IOException {
    String reason;
    try {
      var found = VerifiedChunk.read(chunk, folder.resolve(chunk.id() + SpoolNames.LAZ), partBytes);
      if (found.checksums().equals(chunk.checksums())) {
        return Optional.of(found.verified());
      }
      reason = "found " + found.checksums() + ", expected " + chunk.checksums();
    } catch (IOException e) {
      reason = "the file cannot be read: " + e;
    }
    quarantine(chunk, reason);
    return Optional.empty();
  }

  /** The bytes of the chunk's manifest file; empty when they are damaged and now in quarantine. */
  public Optional<byte[]> manifest(SealedChunk chunk) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(chunk.id() + SpoolNames.MANIFEST));
    switch (ManifestFile.read(bytes)) {
      case ManifestFile.Whole(var manifest, SealedChunk read) when read.equals(chunk) -> {
        return Optional.of(bytes);
      }
      case ManifestFile.Whole(var manifest, SealedChunk read) ->
          quarantine(chunk, "the manifest has changed to that of " + read);
      case ManifestFile.Damaged(String reason) -> quarantine(chunk, reason);
    }
    return Optional.empty();
  }

  private void quarantine(SealedChunk chunk, String reason) throws IOException {
    synchronized (releasing) {
      if (chunks.remove(chunk.id()) == null) {
        return;
      }
      for (String ending : List.of(SpoolNames.LAZ, SpoolNames.MANIFEST)) {
        if (Files.exists(folder.resolve(chunk.id() + ending))) {
          quarantine.take(chunk.id() + ending, reason);
        }
      }
      files.delete(folder.resolve(chunk.id() + SpoolNames.UPLOAD));
    }
    listener.accept(new SpoolEvent.ChunkQuarantined(chunk, reason, clock.instant()));
  }

  /**
   * Lets go of a chunk. The receipt is forced to the disk before the first file is deleted.
   *
   * @throws IllegalArgumentException when the receipt is not for these bytes; the chunk stays
   */
  public void release(SealedChunk chunk, Receipt receipt) throws IOException {
    if (!receipt.chunkId().equals(chunk.id())
        || !receipt.sha256().equals(chunk.checksums().sha256())) {
      throw new IllegalArgumentException(
          "found a receipt for " + receipt + ", expected one for " + chunk);
    }
    synchronized (releasing) {
      if (!chunk.equals(chunks.get(chunk.id()))) {
        throw new IllegalArgumentException("chunk " + chunk.id() + " is not in the spool");
      }
      receipts.add(chunk, receipt);
      files.forceFolder(folder);
      files.delete(folder.resolve(chunk.id() + SpoolNames.MANIFEST));
      files.delete(folder.resolve(chunk.id() + SpoolNames.LAZ));
      files.delete(folder.resolve(chunk.id() + SpoolNames.UPLOAD));
      files.forceFolder(folder);
      chunks.remove(chunk.id());
    }
    listener.accept(new SpoolEvent.ChunkUploaded(chunk, receipt));
  }

  /** Keeps how far a multipart upload has come; replaces what was kept before. */
  public void keepUpload(SealedChunk chunk, byte[] state) throws IOException {
    appear(chunk.id() + SpoolNames.UPLOAD, ByteBuffer.wrap(state));
  }

  /** What {@link #keepUpload} kept, or null. */
  public byte @Nullable [] keptUpload(SealedChunk chunk) throws IOException {
    try {
      return Files.readAllBytes(folder.resolve(chunk.id() + SpoolNames.UPLOAD));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  public void forgetUpload(SealedChunk chunk) throws IOException {
    files.delete(folder.resolve(chunk.id() + SpoolNames.UPLOAD));
  }

  /** Lets another service open the folder; nothing needs to be written. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
