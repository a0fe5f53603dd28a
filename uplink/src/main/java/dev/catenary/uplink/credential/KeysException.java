package dev.catenary.uplink.credential;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/** There are no keys for the store now. */
public final class KeysException extends SdkClientException {
  private static final long serialVersionUID = 1L;

  private final boolean needsPerson;
  private final Duration retryAfter;

  /**
   * @param needsPerson true when waiting alone will not bring them
   */
  KeysException(String message, boolean needsPerson, @Nullable Throwable cause) {
    this(message, needsPerson, Duration.ZERO, cause);
  }

  /**
   * @param retryAfter how long the endpoint asks us to wait; zero where it does not
   */
  KeysException(
      String message, boolean needsPerson, Duration retryAfter, @Nullable Throwable cause) {
    super(SdkClientException.builder().message(message).cause(cause));
    this.needsPerson = needsPerson;
    this.retryAfter = retryAfter;
  }

  /** The shortest wait that the endpoint has asked for; zero for none. */
  public Duration retryAfter() {
    return retryAfter;
  }

  /** True when waiting alone will not bring keys. */
  public boolean needsPerson() {
    return needsPerson;
  }
}
