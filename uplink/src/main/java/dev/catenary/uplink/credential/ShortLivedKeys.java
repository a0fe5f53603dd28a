package dev.catenary.uplink.credential;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Lets no key through that does not end by itself: one that is read off a stolen vehicle would open
 * the store until somebody notices.
 *
 * <p>Source: AWS IAM User Guide, "IAM identifiers", unique ids: access keys of users begin with
 * AKIA, temporary ones with ASIA.
 */
public record ShortLivedKeys(AwsCredentialsProvider keys) implements AwsCredentialsProvider {
  private static final String OF_A_USER = "AKIA";

  /**
   * The keys.
   *
   * @throws KeysException when they are long-lived
   */
  @Override
  public AwsCredentials resolveCredentials() {
    AwsCredentials found = keys.resolveCredentials();
    if (found instanceof AwsSessionCredentials && !found.accessKeyId().startsWith(OF_A_USER)) {
      return found;
    }
    String shown = found.accessKeyId();
    throw new KeysException(
        "found the long-lived access key "
            + shown.substring(0, Math.min(shown.length(), 8))
            + "...; expected keys with a session token, for a key on a vehicle can be stolen with"
            + " it; cure: name iot.credentials, or on a bench set upload.development: true",
        true,
        null);
  }
}
