package dev.catenary.uplink.laz;

/**
 * Context of each point of a chunk that the first layer finds out and the others are conditioned
 * on.
 */
final class ChunkContext {
  /** 2 when it is the first return of its pulse, 1 when the last, 3 when both, 0 in between. */
  final byte[] returnPlace;

  /** GPS time as the file holds it: the bits of a double of seconds. */
  final long[] timeBits;

  /** 1 when its GPS time, as the file holds it, is not that of the point before. */
  final byte[] timeChanged;

  /** Context of the height's difference. */
  final byte[] heightContext;

  private final boolean timesAreBits;

  /**
   * @param points the most that a chunk has
   * @param timesAreBits the zones' times are already those of the file: bits of doubles
   */
  ChunkContext(int points, boolean timesAreBits) {
    returnPlace = new byte[points];
    timeBits = new long[points];
    timeChanged = new byte[points];
    heightContext = new byte[points];
    this.timesAreBits = timesAreBits;
  }

  /** Takes the times of the points {@code [from, to)}; the first layer fills in the rest. */
  void times(long[] gpsTimeNanos, int from, int to) {
    for (int i = from; i < to; i++) {
      timeBits[i - from] =
          timesAreBits
              ? gpsTimeNanos[i]
              : Double.doubleToRawLongBits(GpsTimeLayer.seconds(gpsTimeNanos[i]));
    }
    for (int i = 1; i < to - from; i++) {
      timeChanged[i] = (byte) (timeBits[i] == timeBits[i - 1] ? 0 : 1);
    }
  }
}
