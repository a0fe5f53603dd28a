package dev.catenary.capture.replay;

import java.nio.ByteBuffer;

/** One frame of a capture file as it was on its wire; valid until the next one is read. */
public final class CapturedFrame {
  /** Holds the frame at {@code [offset, offset + length)}. */
  public ByteBuffer bytes = ByteBuffer.allocate(0);

  public int offset;
  public int length;

  /** Bytes that the frame had on its wire; more than {@link #length} when it was cut off. */
  public int wireLength;

  /** Link type by the tcpdump.org registry. */
  public int linkType;

  /** Nanoseconds since 1970-01-01T00:00Z. */
  public long timestampNanos;

  /** Index of the interface in its section; 0 in a pcap file. */
  public int interfaceIndex;

  /** Name of the interface; empty where the file does not say it. */
  public String interfaceName = "";

  /** The packet's own number (pcapng option {@code epb_packetid}); -1 where there is none. */
  public long packetId = -1;

  /** True when the recording holds only the frame's beginning. */
  boolean isCut() {
    return wireLength > length;
  }
}
