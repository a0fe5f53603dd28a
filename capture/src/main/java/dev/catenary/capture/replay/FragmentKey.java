package dev.catenary.capture.replay;

/**
 * The datagram that a fragment belongs to: source, destination and identification; reused. An IPv4
 * address is the low half of its own.
 */
final class FragmentKey {
  private long sourceHigh;
  private long sourceLow;
  private long destinationHigh;
  private long destinationLow;
  private int id;
  private boolean isIpv6;

  void ipv4(int source, int destination, int identification) {
    sourceHigh = 0;
    sourceLow = source;
    destinationHigh = 0;
    destinationLow = destination;
    id = identification;
    isIpv6 = false;
  }

  void ipv6(long fromHigh, long fromLow, long toHigh, long toLow, int identification) {
    sourceHigh = fromHigh;
    sourceLow = fromLow;
    destinationHigh = toHigh;
    destinationLow = toLow;
    id = identification;
    isIpv6 = true;
  }

  void copy(FragmentKey other) {
    sourceHigh = other.sourceHigh;
    sourceLow = other.sourceLow;
    destinationHigh = other.destinationHigh;
    destinationLow = other.destinationLow;
    id = other.id;
    isIpv6 = other.isIpv6;
  }

  boolean isSame(FragmentKey other) {
    return sourceHigh == other.sourceHigh
        && sourceLow == other.sourceLow
        && destinationHigh == other.destinationHigh
        && destinationLow == other.destinationLow
        && id == other.id
        && isIpv6 == other.isIpv6;
  }
}
