package dev.catenary.grants.sign;

import dev.catenary.grants.request.Printable;
import dev.catenary.grants.request.Reason;
import dev.catenary.grants.request.RefusedException;
import dev.catenary.grants.table.Utility;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Sessions of the utilities' roles, one for each vehicle and utility, narrowed to the vehicle's
 * prefix and the utility's network, and kept while they outlive the grants signed with them. Any
 * thread may ask; while STS is asked for one session, those who want another do not wait.
 *
 * <p>Source: AWS STS API Reference, AssumeRole.
 */
public final class AssumedRoles implements SessionKeys {
  /**
   * Session length that a role allows by default, and the limit for a role that assumes another.
   */
  private static final Duration SESSION = Duration.ofHours(1);

  private static final int SESSIONS_MAX = 10_000;

  private final StsClient sts;
  private final Duration leastLeft;
  private final Map<Owner, Kept> sessions = new LinkedHashMap<>(16, 0.75f, true);

  private record Owner(Utility utility, String vehicle) {}

  /** Its lock is held while STS is asked for this one session. */
  private static final class Kept {
    private @Nullable Session session;
  }

  /**
   * Prepares; asks nothing yet.
   *
   * @param leastLeft a session with less is not used any more: the life of a grant, less than the
   *     hour of a session
   */
  public AssumedRoles(StsClient sts, Duration leastLeft) {
    if (leastLeft.compareTo(SESSION) >= 0) {
      throw new IllegalArgumentException(
          "found grants of "
              + leastLeft
              + "; expected less than a session's "
              + SESSION
              + "; cure: lower grant-life-seconds");
    }
    this.sts = sts;
    this.leastLeft = leastLeft;
  }

  @Override
  public Session open(Utility utility, String vehicle, Instant now) throws RefusedException {
    Kept kept = kept(new Owner(utility, vehicle));
    synchronized (kept) {
      Session session = kept.session;
      if (session == null || !now.plus(leastLeft).isBefore(session.until())) {
        session = assume(utility, vehicle);
        kept.session = session;
      }
      return session;
    }
  }

  private Kept kept(Owner owner) {
    synchronized (sessions) {
      Kept kept = sessions.computeIfAbsent(owner, any -> new Kept());
      if (sessions.size() > SESSIONS_MAX) {
        sessions.remove(sessions.keySet().iterator().next());
      }
      return kept;
    }
  }

  private Session assume(Utility utility, String vehicle) throws RefusedException {
    try {
      var keys =
          sts.assumeRole(
                  request ->
                      request
                          .roleArn(utility.role())
                          .roleSessionName(SessionName.of(vehicle))
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
