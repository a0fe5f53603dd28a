package dev.catenary.grants.sign;

import dev.catenary.grants.Printable;
import dev.catenary.grants.Reason;
import dev.catenary.grants.RefusedException;
import dev.catenary.grants.table.Utility;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Sessions of the utilities' roles, one for each vehicle and utility, narrowed to the vehicle's
 * prefix and the utility's network, and kept while they outlive the grants signed with them.
 *
 * <p>Source: AWS STS API Reference, AssumeRole.
 */
public final class AssumedRoles implements SessionKeys {
  /** The least that STS gives. */
  private static final Duration SESSION = Duration.ofMinutes(15);

  private static final int SESSIONS_MAX = 10_000;
  private static final int NAME_MAX = 64;

  private final StsClient sts;
  private final Duration leastLeft;
  private final Map<Owner, Session> sessions = new LinkedHashMap<>(16, 0.75f, true);

  private record Owner(Utility utility, String vehicle) {}

  /**
   * @param leastLeft a session with less is not used any more: the life of a grant
   */
  public AssumedRoles(StsClient sts, Duration leastLeft) {
    this.sts = sts;
    this.leastLeft = leastLeft;
  }

  @Override
  public synchronized Session open(Utility utility, String vehicle, Instant now)
      throws RefusedException {
    Owner owner = new Owner(utility, vehicle);
    Session kept = sessions.get(owner);
    if (kept != null && now.plus(leastLeft).isBefore(kept.until())) {
      return kept;
    }
    Session fresh = assume(utility, vehicle);
    sessions.put(owner, fresh);
    if (sessions.size() > SESSIONS_MAX) {
      sessions.remove(sessions.keySet().iterator().next());
    }
    return fresh;
  }

  private Session assume(Utility utility, String vehicle) throws RefusedException {
    try {
      var keys =
          sts.assumeRole(
                  request ->
                      request
                          .roleArn(utility.role())
                          .roleSessionName(
                              vehicle.substring(0, Math.min(vehicle.length(), NAME_MAX)))
                          .durationSeconds((int) SESSION.toSeconds())
                          .policy(SessionPolicy.of(utility, vehicle)))
              .credentials();
      return new Session(
          AwsSessionCredentialsIdentity.create(
              keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken()),
          keys.expiration());
    } catch (SdkException e) {
      throw new RefusedException(
          Reason.UNAVAILABLE,
          "'" + Printable.of("" + e.getMessage()) + "' at the role of " + utility.name(),
          "a session",
          "let this service assume " + utility.role());
    }
  }
}
