package dev.catenary.capture.sensor;

import java.nio.ByteBuffer;

/**
 * Cuts the byte stream of one serial sensor into packets. After bytes that are no packet it looks
 * for the next one byte by byte, also among those that a false start has taken.
 */
public interface PacketFramer {
  /** Takes what looks like a packet. */
  @FunctionalInterface
  interface PacketSink {
    /**
     * @param packet holds it at {@code [offset, offset + length)}, until the call returns
     * @return false when it is none after all and its bytes are to be searched again
     */
    boolean accept(ByteBuffer packet, int offset, int length);
  }

  /**
   * Takes the next piece of the stream, of any length, and hands on the packets it completes.
   *
   * @param bytes holds the piece at {@code [offset, offset + length)}; its position is ignored
   */
  void accept(ByteBuffer bytes, int offset, int length, PacketSink packets);

  /** Bytes so far that belong to no packet. */
  long bytesSkipped();
}
