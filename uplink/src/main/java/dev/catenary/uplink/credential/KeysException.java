package dev.catenary.uplink.credential;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/** There are no keys for the store now. */
public final class KeysException extends SdkClientException {
  private static final long serialVersionUID = 1L;

  private final boolean needsPerson;

  /**
   * @param needsPerson true when waiting alone will not bring them
   */
  KeysException(String message, boolean needsPerson, @Nullable Throwable cause) {
    super(SdkClientException.builder().message(message).cause(cause));
    this.needsPerson = needsPerson;
  }

  /** True when waiting alone will not bring keys. */
  public boolean needsPerson() {
    return needsPerson;
  }
}
