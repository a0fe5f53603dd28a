package dev.catenary.capture.link;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * Number of 32 bits that tells senders apart, in links, journal and recordings. An IPv4 address is
 * its own number. For an IPv6 address it is 28 bits of its hash in 240.0.0.0/4, which no host has
 * (RFC 1112, section 4, class E). An IPv4 address that is mapped into IPv6 is the IPv4 address.
 */
public final class SenderNumber {
  /** Any sender, and the number of a serial line's bytes. */
  public static final int ANY = 0;

  private static final int CLASS_E = 0xF000_0000;
  private static final long MAPPED_IPV4 = 0xFFFFL;
  private static final int IPV4_BITS = 32;
  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

  private SenderNumber() {}

  /** Of an IPv6 address by its two halves, big-endian. */
  public static int ofIpv6(long high, long low) {
    if (high == 0 && low >>> IPV4_BITS == MAPPED_IPV4) {
      return (int) low;
    }
    long mixed = (high ^ Long.rotateLeft(low, 29)) * MIX;
    mixed ^= mixed >>> 32;
    mixed = (mixed + low) * MIX;
    return CLASS_E | (int) (mixed >>> 36);
  }

  /** Of an address. */
  public static int of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet6Address
        ? ofIpv6(bytes.getLong(0), bytes.getLong(8))
        : bytes.getInt(0);
  }

  /**
   * Of an address as people write it; names are not looked up.
   *
   * @throws IllegalArgumentException when it is no address
   */
  public static int of(String literal) {
    return of(address(literal));
  }

  /**
   * The address that is written so; a zone behind {@code %} is left out.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static InetAddress address(String literal) {
    int zone = literal.indexOf('%');
    try {
      return InetAddress.ofLiteral(zone < 0 ? literal : literal.substring(0, zone));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "found the address "
              + literal
              + "; expected four numbers as 192.168.1.201, or IPv6 as fe80::1",
          e);
    }
  }

  /** The address of a datagram's sender, for people. */
  public static String text(Datagram datagram) {
    return text(datagram.sourceIpv4, datagram.sourceIpv6High, datagram.sourceIpv6Low);
  }

  /**
   * The address for people.
   *
   * @param high first half of the IPv6 address; both nought where it is not known
   */
  public static String text(int number, long high, long low) {
    if (number == ANY) {
      return "a serial line";
    }
    try {
      if ((high | low) == 0 || (number & CLASS_E) != CLASS_E) {
        return Inet4Address.getByAddress(ByteBuffer.allocate(4).putInt(number).array())
            .getHostAddress();
      }
      return InetAddress.getByAddress(ByteBuffer.allocate(16).putLong(high).putLong(low).array())
          .getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of four or sixteen bytes is always one", e);
    }
  }
}
