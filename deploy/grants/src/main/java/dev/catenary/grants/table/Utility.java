package dev.catenary.grants.table;

import dev.catenary.grants.guard.SourceNetwork;
import dev.catenary.proto.store.AwsHosts;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a utility's objects lie, and by whose right they are put there.
 *
 * @param account AWS account, twelve digits; empty for a store that is not AWS
 * @param prefix before each key, without a slash at its ends; may be empty
 * @param role ARN of the role to assume; empty where the service's own keys are used
 * @param endpoint of a store that is not AWS, or an interface endpoint of AWS; null for AWS's own
 *     name in the region
 * @param dualStack whether AWS's name is the one with IPv6 addresses too
 * @param fips whether AWS's name is the one with FIPS 140 cryptography
 * @param network where requests for and with grants must come from; null for anywhere
 */
public record Utility(
    String name,
    String account,
    String region,
    String bucket,
    String prefix,
    String role,
    @Nullable URI endpoint,
    boolean dualStack,
    boolean fips,
    @Nullable SourceNetwork network) {
  /** At AWS's own name in the region, or at the endpoint. */
  public Utility(
      String name,
      String account,
      String region,
      String bucket,
      String prefix,
      String role,
      @Nullable URI endpoint,
      @Nullable SourceNetwork network) {
    this(name, account, region, bucket, prefix, role, endpoint, false, false, network);
  }

  /** True where S3 itself answers, by whatever name. */
  public boolean isAtAws() {
    return endpoint == null || AwsHosts.isAws(endpoint.getHost());
  }

  /** True where the caller's address is one of its own network, not of the internet. */
  public boolean isByInterface() {
    return endpoint != null && AwsHosts.isInterface(endpoint.getHost());
  }

  /** The whole key of an object in the bucket. */
  public String keyInBucket(String key) {
    return prefix.isEmpty() ? key : prefix + "/" + key;
  }
}
