package dev.catenary.uplink.transfer;

/** Where the keys to the store come from. */
public sealed interface S3Credentials {
  /** {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY} and {@code AWS_SESSION_TOKEN}. */
  record Environment() implements S3Credentials {}

  /** A profile of the AWS configuration files. */
  record Profile(String name) implements S3Credentials {}

  /** In the configuration itself: for a bench and for tests only. */
  record Static(String accessKey, String secretKey) implements S3Credentials {
    /** Without the secret, so that it gets into no log. */
    @Override
    public String toString() {
      return "Static[accessKey=" + accessKey + "]";
    }
  }
}
