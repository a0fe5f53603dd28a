package dev.catenary.uplink.spool;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.ChunkManifest;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.zone.DurableZones;
import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.chunk.ChunkId;
import dev.catenary.uplink.chunk.ManifestFile;
import dev.catenary.uplink.chunk.SealedChunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

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
  private final SpoolFolder spoolFolder;
  private final Ballast ballast;
  private final GivenUpLog givenUp;
  private final Counters counters;
  private final InstantSource clock;
  private final Consumer<SpoolEvent> listener;
  private final SpoolLock lock;
  private final EventBox events;
  private final Quarantine quarantine;
  private final ReceiptLog receipts;
  private final SpoolReport report;
  private final ChunkTable chunks = new ChunkTable();
  private final SpoolIndex index;
  private final UploadNotes notes;
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
    return SpoolScan.of(folder, ReceiptLog.read(folder, new DiskFiles()), SpoolIndex.read(folder));
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
    this.spoolFolder = new SpoolFolder(folder, files);
    this.ballast = new Ballast(spoolFolder);
    this.givenUp = new GivenUpLog(folder, files);
    this.counters = counters;
    this.clock = clock;
    this.listener = listener;
    this.lock = lock;
    this.events = new EventBox(folder, files);
    this.quarantine = new Quarantine(folder, files, counters);
    this.receipts = ReceiptLog.read(folder, files);
    this.index = SpoolIndex.read(folder);
    this.notes = new UploadNotes(spoolFolder);
    this.report = SpoolScan.of(folder, receipts, index);
    this.sealNumber = SpoolStart.putInOrder(report, spoolFolder, quarantine, receipts);
    report.entries().forEach(entry -> chunks.add(entry.chunk()));
    ballast.fill();
    index.refresh(spoolFolder, report.entries());
    report.events().forEach(events::remember);
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
      long free = spoolFolder.freeBytes();
      if (free - laz.remaining() < config.reserveBytes()) {
        throw new SpoolFullException(folder, free, laz.remaining(), config.reserveBytes());
      }
      // The number is used up even when the disk fails now: it never names two chunks.
      sealNumber++;
      ChunkManifest numbered = manifest.setSealNumber(sealNumber).build();
      SealedChunk chunk = SealedChunk.of(numbered);
      if (chunks.has(chunk.id()) || laz.remaining() != chunk.checksums().bytes()) {
        throw new IllegalStateException("chunk " + chunk.id() + " is there or is not these bytes");
      }
      spoolFolder.appear(chunk.id() + SpoolNames.LAZ, laz);
      byte[] manifestFile = ManifestFile.write(numbered);
      spoolFolder.appear(chunk.id() + SpoolNames.MANIFEST, ByteBuffer.wrap(manifestFile));
      chunks.add(chunk);
      index.add(chunk, manifestFile.length);
      count(chunk);
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

  /** An overview's points are counted once, in the chunk of the whole zone. */
  private void count(SealedChunk chunk) {
    if (chunk.overview()) {
      counters.increment(DeviceCounter.OVERVIEWS_SEALED);
      return;
    }
    counters.increment(DeviceCounter.CHUNKS_SEALED);
    counters.add(DeviceCounter.POINTS_IN_CHUNKS, chunk.points());
    counters.add(DeviceCounter.CHUNK_BYTES, chunk.checksums().bytes());
  }

  private void forget(SealedChunk chunk) throws IOException {
    spoolFolder.delete(chunk);
    chunks.remove(chunk);
  }

  public Optional<SealedChunk> find(String chunkId) {
    return Optional.ofNullable(chunks.get(chunkId));
  }

  public boolean isEmpty() {
    return chunks.isEmpty();
  }

  /** The chunks now in the spool, by seal number. */
  public List<SpoolEntry> list() {
    return chunks.all().stream()
        .sorted(Comparator.comparingLong(SealedChunk::sealNumber))
        .map(chunk -> new SpoolEntry(chunk, state(chunk)))
        .toList();
  }

  /** How many chunks are in the spool. */
  public int chunkCount() {
    return chunks.all().size();
  }

  /** LAZ bytes of those. */
  public long chunkBytes() {
    return chunks.all().stream().mapToLong(chunk -> chunk.checksums().bytes()).sum();
  }

  private SpoolEntry.State state(SealedChunk chunk) {
    return notes.hasUpload(chunk) ? SpoolEntry.State.UPLOADING : SpoolEntry.State.WAITING;
  }

  /** Rises with each chunk that is sealed. */
  public long added() {
    return chunks.added();
  }

  /** The first chunk in the upload order of those that may be sent now. */
  public Optional<SealedChunk> next(Predicate<SealedChunk> may) {
    return chunks.first(may);
  }

  /** What is durable: in this spool, or acknowledged by a store as far as the receipts go back. */
  public DurableZones durableZones() {
    return zone -> Math.max(chunks.lastSequence(zone), receipts.lastSequence(zone));
  }

  /**
   * Reads the chunk's LAZ file back from the disk and compares it with its manifest. What does not
   * match goes to the quarantine.
   *
   * @param buffer holds a file of one part afterwards
   * @return empty when the chunk is not, or no longer, in the spool
   * @throws IOException when it could not even be moved
   */
  public Optional<VerifiedChunk> verify(SealedChunk chunk, int partBytes, PartBuffer buffer)
      throws IOException {
    String reason;
    try {
      Path laz = folder.resolve(chunk.id() + SpoolNames.LAZ);
      var found = VerifiedChunk.read(chunk, laz, partBytes, buffer);
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
      if (!chunks.remove(chunk)) {
        return;
      }
      for (String ending : List.of(SpoolNames.LAZ, SpoolNames.MANIFEST)) {
        if (spoolFolder.has(chunk.id() + ending)) {
          quarantine.take(chunk.id() + ending, reason);
        }
      }
      spoolFolder.delete(chunk.id() + SpoolNames.UPLOAD);
    }
    listener.accept(new SpoolEvent.ChunkQuarantined(chunk, reason, clock.instant()));
  }

  /**
   * Lets go of a chunk. The receipt is forced to the disk before the first file is deleted.
   *
   * @return false when the chunk was given up meanwhile
   * @throws IllegalArgumentException when the receipt is not for these bytes; the chunk stays
   */
  public boolean release(SealedChunk chunk, Receipt receipt) throws IOException {
    if (!receipt.chunkId().equals(chunk.id())
        || !receipt.sha256().equals(chunk.checksums().sha256())) {
      throw new IllegalArgumentException(
          "found a receipt for " + receipt + ", expected one for " + chunk);
    }
    synchronized (releasing) {
      if (!chunk.equals(chunks.get(chunk.id()))) {
        return false;
      }
      ballast.writing(() -> receipts.add(chunk, receipt));
      spoolFolder.force();
      forget(chunk);
    }
    listener.accept(new SpoolEvent.ChunkUploaded(chunk, receipt));
    return true;
  }

  /**
   * Gives up the whole chunk of this rank that would be sent last, of those whose overview is
   * durable here or has arrived: the zone is thinned, not lost.
   *
   * @param rank without a wire
   * @return the bytes that are free now, or 0 when there is no such chunk
   */
  public long giveUp(Rank rank) throws IOException {
    if (rank.compareTo(Rank.VEGETATION) < 0) {
      throw new IllegalArgumentException("zones of rank " + rank + " are never given up");
    }
    SealedChunk last;
    synchronized (releasing) {
      last = chunks.last(rank, this::hasOverview);
      if (last == null) {
        return 0;
      }
      givenUp.add(last, clock.instant());
      forget(last);
    }
    counters.increment(DeviceCounter.CHUNKS_GIVEN_UP);
    counters.add(DeviceCounter.POINTS_GIVEN_UP, last.points());
    listener.accept(new SpoolEvent.ChunkGivenUp(last, clock.instant()));
    return last.checksums().bytes();
  }

  private boolean hasOverview(SealedChunk chunk) {
    String overview = ChunkId.overview(chunk.id());
    return chunks.has(overview) || receipts.hasId(overview);
  }

  /** Free space of the disk, and the room kept for receipts is filled again where it was used. */
  public long freeBytes() throws IOException {
    ballast.fill();
    return spoolFolder.freeBytes();
  }

  /** What sealing leaves alone. */
  public long reserveBytes() {
    return config.reserveBytes();
  }

  /** The first datagram of any whole chunk that is still here; the largest number when none is. */
  public long oldestSequence() {
    return chunks.oldestSequence();
  }

  /**
   * Lets go of an overview that is not on its way, because the whole chunk has arrived: what it
   * shows is in the store.
   */
  public void dropOverview(SealedChunk whole) throws IOException {
    synchronized (releasing) {
      SealedChunk overview = chunks.get(ChunkId.overview(whole.id()));
      if (overview == null || !overview.overview() || chunks.has(whole.id())) {
        return;
      }
      forget(overview);
    }
    counters.increment(DeviceCounter.OVERVIEWS_SUPERSEDED);
  }

  /** What the uplink keeps here over a restart. */
  public UploadNotes notes() {
    return notes;
  }

  /** Reads the receipts for who tells others of them, from where that was last. */
  public ReceiptTail receiptTail() throws IOException {
    return new ReceiptTail(folder, spoolFolder);
  }

  /** Lets another service open the folder; nothing needs to be written. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
