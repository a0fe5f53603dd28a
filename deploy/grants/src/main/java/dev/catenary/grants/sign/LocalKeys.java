package dev.catenary.grants.sign;

import dev.catenary.grants.table.Utility;
import java.time.Instant;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** The service's own keys, for a store that is not AWS and knows no roles. */
public record LocalKeys(AwsCredentialsIdentity keys) implements SessionKeys {
  @Override
  public Session open(Utility utility, String vehicle, Instant now) {
    return new Session(keys, Instant.MAX);
  }
}
