package dev.catenary.uplink.spool;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.ChunkManifest;
import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.chunk.ChunkId;
import dev.catenary.uplink.chunk.ManifestFile;
import dev.catenary.uplink.chunk.SealedChunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.tinylog.Logger;

/**
 * Every way out of the spool: with a receipt, to the quarantine, given up to a full disk, or as an
 * overview that nobody needs any more. One chunk goes one way: all of them stand under one lock.
 */
final class SpoolExit {
  private static final int READS = 5;

  private final SpoolFolder folder;
  private final ChunkTable chunks;
  private final ReceiptLog receipts;
  private final Quarantine damaged;
  private final Ballast ballast;
  private final GivenUpLog givenUp;
  private final Counters counters;
  private final InstantSource clock;
  private final Consumer<SpoolEvent> listener;
  private final SpoolReading reading;
  private final Object releasing = new Object();

  /** Times in a row that a chunk could not be read. */
  private final Map<String, Integer> failedReads = new ConcurrentHashMap<>();

  SpoolExit(
      SpoolFolder folder,
      ChunkTable chunks,
      ReceiptLog receipts,
      Quarantine damaged,
      Ballast ballast,
      GivenUpLog givenUp,
      Counters counters,
      InstantSource clock,
      Consumer<SpoolEvent> listener,
      SpoolReading reading) {
    this.folder = folder;
    this.chunks = chunks;
    this.receipts = receipts;
    this.damaged = damaged;
    this.ballast = ballast;
    this.givenUp = givenUp;
    this.counters = counters;
    this.clock = clock;
    this.listener = listener;
    this.reading = reading;
  }

  /**
   * Reads the chunk's LAZ file back from the disk and compares it with its manifest. What does not
   * match goes to the quarantine, and what cannot be read {@value #READS} times in a row.
   *
   * @param buffer holds a file of one part afterwards
   * @return empty when the chunk is not, or no longer, in the spool
   * @throws IOException when it cannot be read now, or could not be moved; it is still here
   */
  Optional<VerifiedChunk> verify(SealedChunk chunk, int partBytes, PartBuffer buffer)
      throws IOException {
    String reason;
    try {
      Path laz = folder.path(chunk.fileName());
      var found = VerifiedChunk.read(chunk, laz, partBytes, buffer);
      if (found.checksums().equals(chunk.checksums())) {
        failedReads.remove(chunk.id());
        return Optional.of(found.verified());
      }
      reason = "found " + found.checksums() + ", expected " + chunk.checksums();
    } catch (VerifiedChunk.WrongLengthException e) {
      reason = String.valueOf(e.getMessage());
    } catch (IOException e) {
      reason = lastReadFailed(chunk, e);
    }
    quarantine(chunk, reason);
    return Optional.empty();
  }

  /** The bytes of the chunk's manifest file; empty when they are damaged and now in quarantine. */
  Optional<byte[]> manifest(SealedChunk chunk) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(folder.path(chunk.id() + SpoolNames.MANIFEST));
    } catch (IOException e) {
      quarantine(chunk, lastReadFailed(chunk, e));
      return Optional.empty();
    }
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

  /**
   * Why the chunk is not read again. A machine without a free file handle, or a disk that stumbles,
   * must send no good chunk to the quarantine.
   *
   * @throws IOException the failure, while it may pass
   */
  private String lastReadFailed(SealedChunk chunk, IOException failure) throws IOException {
    boolean gone = failure instanceof NoSuchFileException;
    if (!gone && failedReads.merge(chunk.id(), 1, Integer::sum) < READS) {
      throw failure;
    }
    return "the file cannot be read: " + failure;
  }

  /** It is forgotten when its files have moved: until then it is damaged, and here. */
  private void quarantine(SealedChunk chunk, String reason) throws IOException {
    synchronized (releasing) {
      if (!chunk.equals(chunks.get(chunk.id()))) {
        return;
      }
      for (String name : List.of(chunk.fileName(), chunk.id() + SpoolNames.MANIFEST)) {
        damaged.take(name, reason);
      }
      folder.delete(chunk.id() + SpoolNames.UPLOAD);
      chunks.remove(chunk);
      failedReads.remove(chunk.id());
    }
    Logger.error("chunk {}: {}; its files are in the quarantine", chunk.id(), reason);
    listener.accept(new SpoolEvent.ChunkQuarantined(chunk, reason, clock.instant()));
  }

  /**
   * Lets go of a chunk. The receipt is forced to the disk before the first file is deleted.
   *
   * @return false when the chunk was given up meanwhile
   * @throws IllegalArgumentException when the receipt is not for these bytes; the chunk stays
   */
  boolean release(SealedChunk chunk, Receipt receipt) throws IOException {
    if (!receipt.chunkId().equals(chunk.id())
        || !receipt.sha256().equals(chunk.checksums().sha256())) {
      throw new IllegalArgumentException(
          "found a receipt for " + receipt + ", expected one for " + chunk);
    }
    reading.finish();
    synchronized (releasing) {
      if (!chunk.equals(chunks.get(chunk.id()))) {
        return false;
      }
      ballast.writing(() -> receipts.add(chunk, receipt));
      folder.force();
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
   * @return the bytes that are free now, or 0 when there is no such chunk, or not all chunks are
   *     known yet
   */
  long giveUp(Rank rank) throws IOException {
    if (rank.compareTo(Rank.VEGETATION) < 0) {
      throw new IllegalArgumentException("zones of rank " + rank + " are never given up");
    }
    if (!reading.isDone()) {
      return 0;
    }
    SealedChunk last;
    synchronized (releasing) {
      last = chunks.last(rank, this::hasOverview);
      if (last == null) {
        return 0;
      }
      // Before it goes, where there is room for the line; else in the room that it leaves.
      boolean told = givenUp.add(last, clock.instant());
      forget(last);
      Logger.warn(
          "chunk {} of {} points is given up to the full disk; its overview stays",
          last.id(),
          last.points());
      if (!told && !givenUp.add(last, clock.instant())) {
        Logger.error("the line about it could not be written");
      }
    }
    counters.increment(DeviceCounter.CHUNKS_GIVEN_UP);
    counters.add(DeviceCounter.POINTS_GIVEN_UP, last.points());
    listener.accept(new SpoolEvent.ChunkGivenUp(last, clock.instant()));
    return last.checksums().bytes();
  }

  /**
   * Writes the manifest anew, with other words about the chunk's times. Here because no chunk may
   * leave meanwhile.
   *
   * @return the length of the manifest; empty when the chunk has left, or its manifest is damaged
   */
  Optional<Integer> redate(SealedChunk chunk, Consumer<ChunkManifest.Builder> change)
      throws IOException {
    synchronized (releasing) {
      if (!chunk.equals(chunks.get(chunk.id()))) {
        return Optional.empty();
      }
      String name = chunk.id() + SpoolNames.MANIFEST;
      if (!(ManifestFile.read(Files.readAllBytes(folder.path(name)))
          instanceof ManifestFile.Whole(ChunkManifest manifest, SealedChunk read))) {
        return Optional.empty();
      }
      ChunkManifest.Builder builder = manifest.toBuilder();
      change.accept(builder);
      byte[] bytes = ManifestFile.write(builder.build());
      folder.appear(name, ByteBuffer.wrap(bytes));
      return Optional.of(bytes.length);
    }
  }

  private boolean hasOverview(SealedChunk chunk) {
    String overview = ChunkId.overview(chunk.id());
    return chunks.has(overview) || receipts.hasId(overview);
  }

  /**
   * Lets go of an overview that is not on its way, because the whole chunk has arrived: what it
   * shows is in the store.
   */
  void dropOverview(SealedChunk whole) throws IOException {
    synchronized (releasing) {
      SealedChunk overview = chunks.get(ChunkId.overview(whole.id()));
      if (overview == null || !overview.overview() || chunks.has(whole.id())) {
        return;
      }
      forget(overview);
    }
    counters.increment(DeviceCounter.OVERVIEWS_SUPERSEDED);
  }

  private void forget(SealedChunk chunk) throws IOException {
    folder.delete(chunk);
    chunks.remove(chunk);
    failedReads.remove(chunk.id());
  }
}
