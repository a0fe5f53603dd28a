package dev.catenary.capture.link;

import java.nio.ByteBuffer;

/**
 * The bytes of one datagram (or one serial read) and when and whence they came: what a socket, a
 * serial port, a journal and a pcap file all give, so that all that follows is one code path.
 *
 * <p>A flyweight: its source refills it, so it is valid only until the call that got it returns.
 * Position and byte order of {@link #bytes} are the reader's to set; limit and contents are not.
 */
public final class Datagram {
  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

  /** Holds the payload at {@code [offset, offset + length)}. */
  public ByteBuffer bytes = EMPTY;

  public int offset;
  public int length;

  /** Host clock at arrival, nanoseconds since 1970-01-01T00:00Z; of a replayed one, as recorded. */
  public long arrivalNanos;

  /** The journal's number; rises by one for each datagram of all links, also across restarts. */
  public long sequence;

  /**
   * Index of the configured link it came by; -1 where that is not known yet, as in a recording,
   * whose datagrams are told apart by {@link #destinationPort} and {@link #sourceIpv4}.
   */
  public int link = -1;

  /**
   * Source address as a big-endian number; of an IPv6 sender its {@link SenderNumber}; 0 for
   * serial.
   */
  public int sourceIpv4;

  /**
   * First half of an IPv6 sender's address, for people; both halves are 0 where it is not kept, as
   * in a journal.
   */
  public long sourceIpv6High;

  public long sourceIpv6Low;

  public int sourcePort;
  public int destinationPort;
}
