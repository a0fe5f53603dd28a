package dev.catenary.uplink.spool;

import dev.catenary.proto.zone.DurableZones;
import dev.catenary.proto.zone.ZoneId;
import dev.catenary.uplink.chunk.SealedChunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Durable data of the zones: in chunks of this spool, or in those that a store has acknowledged, as
 * far as the receipts go back. Whoever asks before the spool is read reads the rest of it himself.
 * Any thread may call.
 */
public final class DurableChunks implements DurableZones {
  private final SpoolReading reading;
  private final ChunkTable chunks;
  private final ReceiptLog receipts;

  DurableChunks(SpoolReading reading, ChunkTable chunks, ReceiptLog receipts) {
    this.reading = reading;
    this.chunks = chunks;
    this.receipts = receipts;
  }

  /**
   * The last datagram sequence whose points in this zone are in a durable chunk; the smallest
   * number when none are.
   *
   * @throws UncheckedIOException when the disk fails while the spool is read
   */
  @Override
  public long durableSequence(ZoneId zone) {
    reading.finishUnchecked();
    return Math.max(chunks.lastSequence(zone), receipts.lastSequence(zone));
  }

  /** The datagrams of a zone's chunks, here or sent. */
  public List<SequenceRange> sequencesOf(String zoneSlug) throws IOException {
    reading.finish();
    return ZoneSequences.of(
        zoneSlug,
        Stream.concat(chunks.all().stream().map(SealedChunk::id), receipts.ids().stream()));
  }

  /** Tests whether a chunk of this name has its receipt. */
  public boolean hasReceipt(String chunkId) throws IOException {
    reading.finish();
    return receipts.hasId(chunkId);
  }

  /**
   * The first datagram of any whole chunk that is here, and so in no store yet; the largest number
   * when none is, the smallest until all are known.
   */
  public long oldestSequenceHere() {
    return reading.isDone() ? chunks.oldestSequence() : Long.MIN_VALUE;
  }
}
