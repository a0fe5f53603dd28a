package dev.catenary.device.page.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Bound on what one address may ask: a bucket of tokens for each, filled at a steady rate.
 * Addresses of one IPv6 network of 64 bits count as one. The addresses that came last are kept, so
 * memory is bounded; one that was forgotten begins anew. Any thread.
 */
public final class RateLimit {
  private static final int ADDRESSES_MAX = 2_048;

  private final double perSecond;
  private final double burst;
  private final LongSupplier nanoClock;
  private final Map<String, Bucket> buckets;

  /**
   * @param burst how many at once
   */
  public RateLimit(double perSecond, double burst, LongSupplier nanoClock) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.nanoClock = nanoClock;
    this.buckets = new Recent();
  }

  /** Takes one; the seconds to wait when there is none, or 0. */
  public synchronized int take(InetAddress address) {
    long now = nanoClock.getAsLong();
    Bucket bucket = buckets.computeIfAbsent(network(address), _ -> new Bucket(burst, now));
    bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.atNanos) / 1e9 * perSecond);
    bucket.atNanos = now;
    if (bucket.tokens >= 1) {
      bucket.tokens--;
      return 0;
    }
    return (int) Math.ceil((1 - bucket.tokens) / perSecond);
  }

  /** An address, or the IPv6 network that it lies in. */
  public static String network(InetAddress address) {
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(address.getAddress(), 0, 8)
        : address.getHostAddress();
  }

  private static final class Bucket {
    double tokens;
    long atNanos;

    Bucket(double tokens, long atNanos) {
      this.tokens = tokens;
      this.atNanos = atNanos;
    }
  }

  /** By use, the oldest out. */
  private static final class Recent extends LinkedHashMap<String, Bucket> {
    private static final long serialVersionUID = 1;

    Recent() {
      super(64, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
      return size() > ADDRESSES_MAX;
    }
  }
}
