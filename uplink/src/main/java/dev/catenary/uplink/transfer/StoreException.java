package dev.catenary.uplink.transfer;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A store did not do what it was asked; the kind says what helps. */
public final class StoreException extends IOException {
  private static final long serialVersionUID = 1;

  /** Kind of cure for a failure. */
  public enum Kind {
    /** Time: no link, a server that restarts, too many requests. */
    RETRY,
    /** A person: a bucket, a key, a right or a setting is wrong. */
    UNTIL_CHANGED,
    /** Beginning the upload again: the store does not know it, or not all of its parts. */
    UPLOAD_GONE,
    /** Sending the bytes again: they did not arrive as they were sent. */
    DAMAGED_ON_THE_WAY,
    /** Doing without: the store does not have this part of S3. */
    NOT_SUPPORTED,
    /**
     * Looking what is there: the store has an object under this key, and was told not to touch it.
     */
    ALREADY_THERE,
    /** A person, for this object alone; others may go meanwhile. */
    THIS_OBJECT
  }

  private final Kind kind;
  private final Duration retryAfter;

  /**
   * @param foundExpectedCure what was found, what was expected, and the cure, for people
   */
  public StoreException(Kind kind, String foundExpectedCure, @Nullable Throwable cause) {
    this(kind, foundExpectedCure, Duration.ZERO, cause);
  }

  /**
   * @param retryAfter how long the store asks us to wait; zero where it does not
   */
  public StoreException(
      Kind kind, String foundExpectedCure, Duration retryAfter, @Nullable Throwable cause) {
    super(foundExpectedCure, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  /** Kind of cure. */
  public Kind kind() {
    return kind;
  }

  /** The shortest wait that the store has asked for; zero for none. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
