package dev.catenary.uplink.spool;

import dev.catenary.proto.zone.DurableSequences;
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
   * The datagrams whose points in this zone are in a durable chunk.
   *
   * @throws UncheckedIOException when the disk fails while the spool is read
   */
  @Override
  public DurableSequences of(ZoneId zone) {
    reading.finishUnchecked();
    DurableClaims claims = new DurableClaims();
    // In this order: a chunk that leaves has its receipt before it is no longer here.
    for (SealedChunk chunk : chunks.wholeOf(zone)) {
      claims.add(DurableClaims.Claim.of(chunk));
    }
    receipts.claims(zone).forEach(claims::add);
    return claims.together();
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
