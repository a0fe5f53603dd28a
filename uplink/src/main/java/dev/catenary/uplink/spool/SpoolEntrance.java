package dev.catenary.uplink.spool;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.ChunkManifest;
import dev.catenary.uplink.chunk.ManifestFile;
import dev.catenary.uplink.chunk.SealedChunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one way into the spool. A chunk can come in while what earlier runs have left is still being
 * read; only one that would have the name of something there waits for that.
 */
final class SpoolEntrance {
  private final SpoolConfig config;
  private final SpoolFolder folder;
  private final SealNumbers sealNumbers;
  private final SpoolReading reading;
  private final ChunkTable chunks;
  private final SpoolIndex index;
  private final Counters counters;
  private volatile long firstSealNumber = Long.MAX_VALUE;

  SpoolEntrance(
      SpoolConfig config,
      SpoolFolder folder,
      SealNumbers sealNumbers,
      SpoolReading reading,
      ChunkTable chunks,
      SpoolIndex index,
      Counters counters) {
    this.config = config;
    this.folder = folder;
    this.sealNumbers = sealNumbers;
    this.reading = reading;
    this.chunks = chunks;
    this.index = index;
    this.counters = counters;
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
  synchronized SealedChunk seal(ByteBuffer laz, ChunkManifest.Builder manifest) throws IOException {
    long free = folder.freeBytes();
    if (free - laz.remaining() < config.reserveBytes()) {
      throw new SpoolFullException(config.folder(), free, laz.remaining(), config.reserveBytes());
    }
    if (!sealNumbers.areKnown()) {
      reading.finish();
    }
    ChunkManifest numbered = manifest.setSealNumber(sealNumbers.next()).build();
    SealedChunk chunk = SealedChunk.of(numbered);
    if (find(chunk.id()).isPresent() || laz.remaining() != chunk.checksums().bytes()) {
      throw new IllegalStateException("chunk " + chunk.id() + " is there or is not these bytes");
    }
    folder.appear(chunk.fileName(), laz);
    byte[] manifestFile = ManifestFile.write(numbered);
    folder.appear(chunk.id() + SpoolNames.MANIFEST, ByteBuffer.wrap(manifestFile));
    firstSealNumber = Math.min(firstSealNumber, chunk.sealNumber());
    chunks.add(chunk);
    index.add(chunk, manifestFile.length);
    count(chunk);
    return chunk;
  }

  /** An overview's points are counted once, in the chunk of the whole zone. */
  private void count(SealedChunk chunk) {
    if (chunk.recording()) {
      counters.increment(DeviceCounter.RECORDINGS_SEALED);
      return;
    }
    if (chunk.overview()) {
      counters.increment(DeviceCounter.OVERVIEWS_SEALED);
      return;
    }
    counters.increment(DeviceCounter.CHUNKS_SEALED);
    counters.add(DeviceCounter.POINTS_IN_CHUNKS, chunk.points());
    counters.add(DeviceCounter.CHUNK_BYTES, chunk.checksums().bytes());
  }

  Optional<SealedChunk> find(String chunkId) {
    SealedChunk chunk = chunks.get(chunkId);
    if (chunk == null && !reading.isDone() && hasLeft(chunkId)) {
      reading.finishUnchecked();
      chunk = chunks.get(chunkId);
    }
    return Optional.ofNullable(chunk);
  }

  /**
   * Tests whether an earlier run has left anything under the names this chunk would be written to.
   */
  private boolean hasLeft(String chunkId) {
    return Stream.of(SpoolNames.LAZ, SpoolNames.RECORDING, SpoolNames.MANIFEST)
        .anyMatch(
            ending ->
                folder.has(chunkId + ending) || folder.has(chunkId + ending + SpoolNames.PART));
  }

  List<SealedChunk> sealedInThisRun() {
    long from = firstSealNumber;
    return chunks.all().stream().filter(chunk -> chunk.sealNumber() >= from).toList();
  }
}
