package dev.catenary.uplink.transfer;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which S3 store, and how it is spoken to.
 *
 * @param endpoint of a store that is not AWS; null for AWS itself
 * @param prefix before each key, without a slash at its ends; may be empty
 * @param pathStyle bucket in the path instead of the host name, as most stores other than AWS want
 * @param callTimeout the longest one request may take: a part on a slow link
 */
public record S3Config(
    @Nullable URI endpoint,
    String region,
    String bucket,
    String prefix,
    boolean pathStyle,
    S3Credentials credentials,
    Duration callTimeout) {
  /** A part of 8 MiB at some 14 kB/s. */
  public static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofMinutes(10);

  public S3Config {
    if (region.isBlank() || bucket.isBlank()) {
      throw new IllegalArgumentException(
          "found S3 region '"
              + region
              + "' and bucket '"
              + bucket
              + "'; expected both; cure: name them in the configuration");
    }
    if (prefix.startsWith("/") || prefix.endsWith("/")) {
      throw new IllegalArgumentException(
          "found S3 prefix '" + prefix + "'; expected no slash at its ends; cure: remove it");
    }
    if (callTimeout.isNegative() || callTimeout.isZero()) {
      throw new IllegalArgumentException(
          "found S3 call timeout " + callTimeout + "; expected more than nothing");
    }
  }
}
