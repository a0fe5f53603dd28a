package dev.catenary.uplink.spool;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.flow.Stage;
import dev.catenary.proto.message.ChunkManifest;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.zone.Rank;
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
import org.tinylog.Logger;

/**
 * The folder of chunks that wait to be sent. A chunk is there from the moment its manifest has its
 * name until one of the ways out of {@link SpoolExit} is taken. File formats and what a power cut
 * leaves at each step: docs/spool.md.
 *
 * <p>Any thread may call; one thread seals and one releases at a time.
 */
public final class Spool implements AutoCloseable {
  private final SpoolFolder folder;
  private final Counters counters;
  private final InstantSource clock;
  private final Consumer<SpoolEvent> listener;
  private final SpoolLock lock;
  private final EventBox events;
  private final SpoolExit exit;
  private final SpoolReading reading;
  private final SealNumbers sealNumbers;
  private final ChunkTable chunks = new ChunkTable();
  private final SpoolIndex index;
  private final UploadNotes notes;
  private final SpoolEntrance entrance;
  private final DurableChunks durable;
  private final SpoolDisk disk;

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

  /**
   * Opens a spool folder in a time that does not depend on how much is in it. Chunks can be sealed
   * at once; none is sent until {@link #reading} has come to its end.
   */
  public static Spool openUnread(
      SpoolConfig config, Counters counters, InstantSource clock, Consumer<SpoolEvent> listener)
      throws IOException {
    return openUnread(config, counters, clock, listener, new DiskFiles());
  }

  static Spool open(
      SpoolConfig config,
      Counters counters,
      InstantSource clock,
      Consumer<SpoolEvent> listener,
      SpoolFiles files)
      throws IOException {
    Spool spool = openUnread(config, counters, clock, listener, files);
    try {
      spool.reading.finish();
      return spool;
    } catch (IOException | RuntimeException e) {
      spool.lock.close();
      throw e;
    }
  }

  static Spool openUnread(
      SpoolConfig config,
      Counters counters,
      InstantSource clock,
      Consumer<SpoolEvent> listener,
      SpoolFiles files)
      throws IOException {
    Files.createDirectories(config.folder());
    return new Spool(config, counters, clock, listener, files, SpoolLock.take(config.folder()));
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
      SpoolLock lock) {
    this.folder = new SpoolFolder(config.folder(), files);
    this.counters = counters;
    this.clock = clock;
    this.listener = listener;
    this.lock = lock;
    this.index = new SpoolIndex(config.folder());
    this.sealNumbers = new SealNumbers(folder);
    this.notes = new UploadNotes(folder);
    Ballast ballast = new Ballast(folder);
    ReceiptLog receipts = new ReceiptLog(config.folder(), files);
    Quarantine quarantine = new Quarantine(config.folder(), files, counters);
    this.events = new EventBox(folder, this::readEarlier);
    this.reading =
        new SpoolReading(folder, quarantine, receipts, index, chunks, events, sealNumbers);
    this.exit =
        new SpoolExit(
            folder,
            chunks,
            receipts,
            quarantine,
            ballast,
            new GivenUpLog(config.folder(), files),
            counters,
            clock,
            listener,
            reading);
    this.entrance =
        new SpoolEntrance(config, folder, sealNumbers, reading, chunks, index, counters);
    this.durable = new DurableChunks(reading, chunks, receipts);
    this.disk = new SpoolDisk(folder, ballast, config.reserveBytes());
    ballast.fill();
  }

  private void readEarlier() {
    reading.finishUnchecked();
  }

  /** Reads what earlier runs have left; a stage for a thread of its own. */
  public Stage reading() {
    return reading;
  }

  /** False while chunks of earlier runs may still be unknown. */
  public boolean isRead() {
    return reading.isDone();
  }

  /** Findings at the start, before the folder was put in order. */
  public SpoolReport report() throws IOException {
    return reading.finish();
  }

  /**
   * Makes a chunk durable.
   *
   * @param laz the bytes the manifest describes, between position and limit
   * @param manifest all but the seal number
   * @throws SpoolFullException when the disk's reserve would be touched; nothing was written
   * @throws IOException when the disk fails; the chunk is not in the spool
   */
  public SealedChunk seal(ByteBuffer laz, ChunkManifest.Builder manifest) throws IOException {
    SealedChunk chunk = entrance.seal(laz, manifest);
    listener.accept(new SpoolEvent.ChunkSealed(chunk, clock.instant()));
    return chunk;
  }

  /** The events that wait to be sent. */
  public EventBox events() {
    return events;
  }

  /** Makes the event of a zone that is still open durable, and tells of it. */
  public void report(ZoneEvent event) throws IOException {
    events.put(event);
    counters.increment(DeviceCounter.VIOLATIONS_SEEN_EARLY);
    listener.accept(new SpoolEvent.ViolationSeen(event));
  }

  /**
   * The chunk of this name, if it is here. Reads the rest of the spool first where an earlier run
   * has left files of this name.
   *
   * @throws java.io.UncheckedIOException when the disk fails meanwhile
   */
  public Optional<SealedChunk> find(String chunkId) {
    return entrance.find(chunkId);
  }

  /** True when it is known that no chunk is here. */
  public boolean isEmpty() {
    return reading.isDone() && chunks.isEmpty();
  }

  /** The chunks now in the spool, by seal number. */
  public List<SpoolEntry> list() {
    readEarlier();
    return chunks.all().stream()
        .sorted(Comparator.comparingLong(SealedChunk::sealNumber))
        .map(chunk -> new SpoolEntry(chunk, state(chunk)))
        .toList();
  }

  /** Number of chunks in the spool, as far as they are known. */
  public int chunkCount() {
    return chunks.all().size();
  }

  /** LAZ bytes of those. */
  public long chunkBytes() {
    return chunks.bytes();
  }

  private SpoolEntry.State state(SealedChunk chunk) {
    return notes.hasUpload(chunk) ? SpoolEntry.State.UPLOADING : SpoolEntry.State.WAITING;
  }

  /** The number that the next chunk will have, or less. */
  public long nextSealNumber() {
    return sealNumbers.upcoming();
  }

  /** The chunks here that were sealed since the spool was opened. */
  public List<SealedChunk> sealedInThisRun() {
    return entrance.sealedInThisRun();
  }

  /** Changes what a chunk's manifest says of its times; nothing when the chunk has left. */
  public void redate(SealedChunk chunk, Consumer<ChunkManifest.Builder> change) throws IOException {
    exit.redate(chunk, change).ifPresent(bytes -> index.add(chunk, bytes));
  }

  /** Rises with each chunk that is sealed. */
  public long added() {
    return chunks.added();
  }

  /**
   * The first chunk in the upload order of those that may be sent now; none until all are known, or
   * a lower rank could go before a higher one.
   */
  public Optional<SealedChunk> next(Predicate<SealedChunk> may) {
    return reading.isDone() ? chunks.first(may) : Optional.empty();
  }

  /** Durable data, here or in a store. */
  public DurableChunks durable() {
    return durable;
  }

  /**
   * Reads the chunk back to be sent; empty when it is damaged, and now in the quarantine.
   *
   * @throws IOException when it cannot be read now, or could not be moved; it is still here
   */
  public Optional<VerifiedChunk> verify(SealedChunk chunk, int partBytes, PartBuffer buffer)
      throws IOException {
    return exit.verify(chunk, partBytes, buffer);
  }

  /** The bytes of the chunk's manifest file; empty when they are damaged and now in quarantine. */
  public Optional<byte[]> manifest(SealedChunk chunk) throws IOException {
    return exit.manifest(chunk);
  }

  /** Lets go of a chunk against its receipt; false when it was given up meanwhile. */
  public boolean release(SealedChunk chunk, Receipt receipt) throws IOException {
    return exit.release(chunk, receipt);
  }

  /** Gives up the last whole chunk of this rank that has an overview; its bytes, 0 for none. */
  public long giveUp(Rank rank) throws IOException {
    return exit.giveUp(rank);
  }

  /** Lets go of the overview of a chunk that has arrived. */
  public void dropOverview(SealedChunk whole) throws IOException {
    exit.dropOverview(whole);
  }

  /** Remaining room on the disk. */
  public SpoolDisk disk() {
    return disk;
  }

  /** Notes that the uplink keeps here over a restart. */
  public UploadNotes notes() {
    return notes;
  }

  /** Reads the receipts for who tells others of them, from where that was last. */
  public ReceiptTail receiptTail() {
    return new ReceiptTail(folder);
  }

  /** Lets another service open the folder; nothing needs to be written. */
  @Override
  public void close() throws IOException {
    try {
      sealNumbers.giveBack();
    } catch (IOException e) {
      Logger.debug("some seal numbers are left out: {}", e.getMessage());
    } finally {
      lock.close();
    }
  }
}
