package dev.catenary.capture.gnss;

/** Takes the messages of a binary protocol out of a stream that holds others too. One thread. */
interface BinaryProtocol {
  /** Answer of {@link #take}: what is there may be a message's beginning. */
  int NOT_YET = 0;

  /** Answer of {@link #take}: no message begins here. */
  int NO_MESSAGE = -1;

  /**
   * Takes the message that begins at {@code from}, when all of it is there.
   *
   * @param to end of what is there
   * @return its length, {@link #NOT_YET} or {@link #NO_MESSAGE}
   */
  int take(byte[] stream, int from, int to);

  /** Two bytes, the lower first. */
  static int unsigned16(byte[] stream, int at) {
    return (stream[at] & 0xFF) | (stream[at + 1] & 0xFF) << 8;
  }

  /** The next bytes came at this host time. */
  default void arrived(long hostTimeNanos) {}

  /** The receiver has been silent for long enough to have ended its burst. */
  default void quiet() {}

  /** No more will come. */
  default void end() {}
}
