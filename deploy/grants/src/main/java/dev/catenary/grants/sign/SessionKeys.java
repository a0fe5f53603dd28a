package dev.catenary.grants.sign;

import dev.catenary.grants.request.RefusedException;
import dev.catenary.grants.table.Utility;
import java.time.Instant;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** The keys that grants are signed with. */
public interface SessionKeys {
  /**
   * Keys that may do no more than a vehicle's grants say.
   *
   * @param vehicle whose prefix of the utility's bucket they are for
   */
  Session open(Utility utility, String vehicle, Instant now) throws RefusedException;

  /**
   * Keys and their end.
   *
   * @param until a grant signed with them is worth nothing after
   */
  record Session(AwsCredentialsIdentity keys, Instant until) {}
}
