package dev.catenary.uplink.transfer;

import dev.catenary.uplink.credential.KeysException;
import dev.catenary.uplink.transfer.StoreException.Kind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Sorts what S3 answers by what helps.
 *
 * <p>Source: Amazon S3 API Reference, "Error responses", list of error codes.
 */
final class S3Errors {
  private S3Errors() {}

  static StoreException translate(String what, String store, SdkException failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof StoreException known) {
        return known;
      }
    }
    if (failure instanceof AwsServiceException answer) {
      String code = answer.awsErrorDetails() == null ? "" : code(answer);
      boolean late = mayHaveExpired(answer, code);
      Kind kind = late ? Kind.RETRY : kind(answer.statusCode(), code);
      return new StoreException(
          kind,
          "found answer "
              + answer.statusCode()
              + " "
              + code
              + " to "
              + what
              + " of "
              + store
              + "; expected success; cure: "
              + cure(kind, late ? "" : code),
          failure);
    }
    if (keysFailure(failure) instanceof KeysException noKeys) {
      return new StoreException(
          noKeys.needsPerson() ? Kind.UNTIL_CHANGED : Kind.RETRY,
          String.valueOf(noKeys.getMessage()),
          failure);
    }
    String message = String.valueOf(failure.getMessage());
    boolean noKeys = message.toLowerCase(Locale.ROOT).contains("credentials");
    return new StoreException(
        noKeys ? Kind.UNTIL_CHANGED : Kind.RETRY,
        "found '"
            + message
            + "' at "
            + what
            + " of "
            + store
            + "; expected an answer; cure: "
            + (noKeys
                ? "give this service the store's keys, as the configuration says"
                : "none needed if the link comes back; else check the endpoint and the network"),
        failure);
  }

  /**
   * A grant that came too late: another is asked for. S3 has no code of its own for this, and where
   * the answer has no body, to HEAD, no reason at all.
   */
  private static boolean mayHaveExpired(AwsServiceException answer, String code) {
    String message =
        answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorMessage();
    boolean said = message != null && message.contains("Request has expired");
    return answer.statusCode() == 403 && (said || code.isEmpty());
  }

  /** The first in the line of causes that is about keys, or null. */
  private static @Nullable Throwable keysFailure(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; i < 8 && cause != null && !(cause instanceof KeysException); i++) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** True for the answers that a wrong clock brings, whether or not they say so. */
  static boolean isRefusal(SdkException failure) {
    return failure instanceof AwsServiceException answer
        && (answer.statusCode() == 403 || answer.statusCode() == 400);
  }

  private static String code(AwsServiceException answer) {
    String code = answer.awsErrorDetails().errorCode();
    return code == null ? "" : code;
  }

  private static Kind kind(int status, String code) {
    return switch (code) {
      case "NoSuchUpload", "InvalidPart", "InvalidPartOrder" -> Kind.UPLOAD_GONE;
      case "BadDigest", "InvalidDigest", "XAmzContentChecksumMismatch", "IncompleteBody" ->
          Kind.DAMAGED_ON_THE_WAY;
      case "RequestTimeout", "SlowDown", "RequestTimeTooSkewed", "OperationAborted" -> Kind.RETRY;
      case "NotImplemented" -> Kind.NOT_SUPPORTED;
      case "PreconditionFailed" -> Kind.ALREADY_THERE;
      case "ConditionalRequestConflict" -> Kind.RETRY;
      default -> {
        if (status == 501) {
          yield Kind.NOT_SUPPORTED;
        }
        yield status >= 500 || status == 429 || status == 408 ? Kind.RETRY : Kind.UNTIL_CHANGED;
      }
    };
  }

  private static String cure(Kind kind, String code) {
    return switch (code) {
      case "NoSuchBucket" -> "make the bucket, or correct its name in the configuration";
      case "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException" ->
          "correct the region in the configuration";
      case "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken" ->
          "give this service keys that are valid";
      case "AccessDenied" -> "allow these keys to put and get objects under the prefix";
      case "RequestTimeTooSkewed" -> "set this machine's clock; GNSS or NTP will do it";
      default ->
          switch (kind) {
            case RETRY -> "none needed, it is tried again";
            case UNTIL_CHANGED -> "check bucket, region, keys and rights";
            case UPLOAD_GONE -> "none needed, the upload begins again";
            case DAMAGED_ON_THE_WAY -> "none needed, the bytes are sent again";
            case NOT_SUPPORTED -> "none needed where we can do without";
            case ALREADY_THERE -> "none needed, what is there is looked at";
            case THIS_OBJECT -> "find out why this object alone is refused";
          };
    };
  }
}
