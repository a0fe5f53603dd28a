package dev.catenary.uplink.laz;

/** What the first layer finds out of each point of a chunk and the others are conditioned on. */
final class ChunkContext {
  /** 2 when it is the first return of its pulse, 1 when the last, 3 when both, 0 in between. */
  final byte[] returnPlace = new byte[ChunkEncoder.CHUNK_POINTS];

  /** 1 when its GPS time is not that of the point before. */
  final byte[] timeChanged = new byte[ChunkEncoder.CHUNK_POINTS];

  /** Context of the height's difference. */
  final byte[] heightContext = new byte[ChunkEncoder.CHUNK_POINTS];
}
