package dev.catenary.grants.table;

import dev.catenary.grants.guard.SourceNetwork;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a utility's objects lie, and by whose right they are put there.
 *
 * @param account AWS account, twelve digits; empty for a store that is not AWS
 * @param prefix before each key, without a slash at its ends; may be empty
 * @param role ARN of the role to assume; empty where the service's own keys are used
 * @param endpoint of a store that is not AWS; null for AWS itself
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
    @Nullable SourceNetwork network) {

  /** The whole key of an object in the bucket. */
  public String keyInBucket(String key) {
    return prefix.isEmpty() ? key : prefix + "/" + key;
  }
}
