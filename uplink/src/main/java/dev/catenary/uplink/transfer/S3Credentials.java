package dev.catenary.uplink.transfer;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** Where the keys to the store come from. */
public sealed interface S3Credentials {
  /**
   * {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY} and {@code AWS_SESSION_TOKEN}.
   *
   * @param longLived whether keys that do not end by themselves are let through: on a bench alone
   */
  record Environment(boolean longLived) implements S3Credentials {}

  /**
   * A profile of the AWS configuration files.
   *
   * @param longLived as for {@link Environment}
   */
  record Profile(String name, boolean longLived) implements S3Credentials {}

  /** Fetched when they are needed, as {@code TemporaryKeys} does. */
  record Fetched(AwsCredentialsProvider keys) implements S3Credentials {}

  /** In the configuration itself: for a bench and for tests only. */
  record Static(String accessKey, String secretKey) implements S3Credentials {
    /** Without the secret, so that it gets into no log. */
    @Override
    public String toString() {
      return "Static[accessKey=" + accessKey + "]";
    }
  }
}
