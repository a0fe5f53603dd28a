package dev.catenary.uplink.laz;

import dev.catenary.proto.zone.Zone;
import dev.catenary.uplink.chunk.ChunkEncoder;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Encodes a zone as one LAZ file in memory. Keeps its buffers from file to file; one thread.
 *
 * <p>Coordinates are written as the zone has them, whole millimetres from its corner. GPS time is
 * LAS's adjusted standard time as a double: at the present day its last digit is 0.1 microseconds.
 */
public final class LazChunkEncoder implements ChunkEncoder {
  private final InstantSource clock;
  private final LazHeader header;
  private final LayeredChunkEncoder chunks;
  private final ChunkTable table = new ChunkTable();
  private final LazBuffer out = new LazBuffer();

  /**
   * @param clock for the creation day in the header
   */
  public LazChunkEncoder(LazMetadata metadata, InstantSource clock) {
    this.clock = clock;
    this.header = new LazHeader(metadata);
    this.chunks = new LayeredChunkEncoder(metadata.origin());
  }

  @Override
  public ByteBuffer encode(Zone zone) {
    out.clear();
    header.write(zone, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), out);
    int tableOffsetAt = out.position();
    out.u64(0);
    int count =
        (zone.size + LayeredChunkEncoder.CHUNK_POINTS - 1) / LayeredChunkEncoder.CHUNK_POINTS;
    table.clear();
    for (int i = 0; i < count; i++) {
      int start = out.position();
      int from = i * LayeredChunkEncoder.CHUNK_POINTS;
      chunks.encode(zone, from, Math.min(zone.size, from + LayeredChunkEncoder.CHUNK_POINTS), out);
      table.add(out.position() - start);
    }
    out.setU64(tableOffsetAt, out.position());
    table.write(out);
    return out.written();
  }
}
