package dev.catenary.uplink.grant;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Which grant service, and how we show who we are.
 *
 * @param url of the service, as {@code https://grants.example}
 * @param certificate of this vehicle, PEM, with those that signed it
 * @param key of the certificate, PEM: PKCS #8, or PKCS #1 as AWS IoT gives it
 * @param authority PEM of whoever signs the service's own certificate
 * @param timeout of one question
 */
public record GrantConfig(URI url, Path certificate, Path key, Path authority, Duration timeout) {
  /** As a vehicle uses it. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  public GrantConfig {
    if (!"https".equals(url.getScheme()) || url.getHost() == null || url.getRawQuery() != null) {
      throw new IllegalArgumentException(
          "found grant service '"
              + url
              + "'; expected https://host; cure: correct upload.grants.url");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("found timeout " + timeout + "; expected more");
    }
  }
}
