package dev.catenary.grants.guard;

import java.util.LinkedHashMap;
import java.util.Map;

/** Token bucket for each caller: requests a minute, of which one minute's may be saved up. */
public final class RateLimit {
  private static final int CALLERS_MAX = 100_000;
  private static final double NANOS_PER_MINUTE = 60e9;

  private final int perMinute;
  private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

  private static final class Bucket {
    private double left;
    private long atNanos;
  }

  public RateLimit(int perMinute) {
    this.perMinute = perMinute;
  }

  /**
   * Takes one request from the caller's account.
   *
   * @param nowNanos of a clock that never steps
   * @return seconds to wait when there is none left; 0 when it may pass
   */
  public synchronized int waitSeconds(String caller, long nowNanos) {
    Bucket bucket =
        buckets.computeIfAbsent(
            caller,
            any -> {
              Bucket full = new Bucket();
              full.left = perMinute;
              full.atNanos = nowNanos;
              return full;
            });
    double earned = (nowNanos - bucket.atNanos) / NANOS_PER_MINUTE * perMinute;
    bucket.left = Math.min(perMinute, bucket.left + earned);
    bucket.atNanos = nowNanos;
    if (buckets.size() > CALLERS_MAX) {
      buckets.remove(buckets.keySet().iterator().next());
    }
    if (bucket.left < 1) {
      return (int) Math.ceil((1 - bucket.left) * 60 / perMinute);
    }
    bucket.left--;
    return 0;
  }
}
