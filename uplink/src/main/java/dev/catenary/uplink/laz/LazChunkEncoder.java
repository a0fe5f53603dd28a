package dev.catenary.uplink.laz;

import dev.catenary.proto.zone.Zone;
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
public final class LazChunkEncoder implements dev.catenary.uplink.chunk.ChunkEncoder {
  private final InstantSource clock;
  private final LazHeader header;
  private final ChunkEncoder chunks = new ChunkEncoder();
  private final ArithmeticEncoder table = new ArithmeticEncoder();
  private final LazBuffer out = new LazBuffer();

  /**
   * @param clock for the creation day in the header
   */
  public LazChunkEncoder(LazMetadata metadata, InstantSource clock) {
    this.clock = clock;
    this.header = new LazHeader(metadata);
  }

  @Override
  public ByteBuffer encode(Zone zone) {
    out.clear();
    header.write(zone, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), out);
    int tableOffsetAt = out.position();
    out.u64(0);
    int count = (zone.size + ChunkEncoder.CHUNK_POINTS - 1) / ChunkEncoder.CHUNK_POINTS;
    int[] lengths = new int[count];
    for (int i = 0; i < count; i++) {
      int start = out.position();
      int from = i * ChunkEncoder.CHUNK_POINTS;
      chunks.encode(zone, from, Math.min(zone.size, from + ChunkEncoder.CHUNK_POINTS), out);
      lengths[i] = out.position() - start;
    }
    out.setU64(tableOffsetAt, out.position());
    chunkTable(lengths);
    return out.written();
  }

  private void chunkTable(int[] lengths) {
    out.u32(0).u32(lengths.length);
    if (lengths.length == 0) {
      return;
    }
    table.start();
    IntegerCoder coder = new IntegerCoder(32, 2);
    int before = 0;
    for (int length : lengths) {
      coder.encode(table, before, length, 1);
      before = length;
    }
    table.finish();
    out.put(table.bytes(), table.size());
  }
}
