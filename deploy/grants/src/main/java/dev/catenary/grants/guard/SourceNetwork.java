package dev.catenary.grants.guard;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A network by its address and the number of its leading bits: {@code 203.0.113.0/24}. */
public record SourceNetwork(InetAddress address, int bits) {
  private static final Pattern CIDR = Pattern.compile("([0-9a-fA-F.:]+)/([0-9]{1,3})");

  /** Empty when the text is no network; names are not looked up. */
  public static Optional<SourceNetwork> parse(String text) {
    Matcher cidr = CIDR.matcher(text);
    if (!cidr.matches()) {
      return Optional.empty();
    }
    try {
      InetAddress address = InetAddress.ofLiteral(cidr.group(1));
      int bits = Integer.parseInt(cidr.group(2));
      return bits <= 8 * address.getAddress().length
          ? Optional.of(new SourceNetwork(address, bits))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** True when the address has this network's leading bits. */
  public boolean contains(InetAddress source) {
    byte[] ours = address.getAddress();
    byte[] theirs = source.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return address.getHostAddress() + "/" + bits;
  }
}
