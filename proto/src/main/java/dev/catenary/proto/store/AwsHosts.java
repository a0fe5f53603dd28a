package dev.catenary.proto.store;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Host names under which AWS answers: of each partition, dual stack, FIPS and interface endpoints
 * alike, for all of these end in a partition's own suffix.
 *
 * <p>Source: AWS SDK, partitions.json (dnsSuffix and dualStackDnsSuffix); Amazon S3 User Guide,
 * "AWS PrivateLink for Amazon S3".
 */
public final class AwsHosts {
  private static final List<String> SUFFIXES =
      List.of(
          "amazonaws.com",
          "amazonaws.com.cn",
          "amazonaws.eu",
          "api.aws",
          "api.amazonwebservices.com.cn",
          "api.amazonwebservices.eu",
          "c2s.ic.gov",
          "api.aws.ic.gov",
          "sc2s.sgov.gov",
          "api.aws.scloud",
          "cloud.adc-e.uk",
          "api.cloud-aws.adc-e.uk",
          "csp.hci.ic.gov",
          "api.aws.hci.ic.gov");

  private AwsHosts() {}

  /** True for a name of AWS's own. */
  public static boolean isAws(@Nullable String host) {
    if (host == null) {
      return false;
    }
    String plain = host.toLowerCase(Locale.ROOT);
    String name = plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
    return SUFFIXES.stream().anyMatch(suffix -> name.endsWith("." + suffix));
  }

  /** True for an interface endpoint, where the caller's address is one of its own network. */
  public static boolean isInterface(@Nullable String host) {
    return isAws(host) && host != null && host.toLowerCase(Locale.ROOT).contains(".vpce.");
  }
}
