package dev.catenary.uplink.transfer;

import dev.catenary.uplink.answer.Heard;
import dev.catenary.uplink.answer.RetryAfter;
import dev.catenary.uplink.credential.KeysException;
import dev.catenary.uplink.transfer.StoreException.Kind;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Sorts what S3 answers by what helps.
 *
 * <p>Source: Amazon S3 API Reference, "Error responses", list of error codes.
 */
final class S3Errors {
  /** Keys that are over, or not known; new ones may be had. */
  private static final Set<String> KEYS =
      Set.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "InvalidToken",
          "TokenRefreshRequired",
          "InvalidAccessKeyId",
          "InvalidClientTokenId",
          "UnrecognizedClientException");

  /** Answers that say nothing but that this request was not liked. */
  private static final Set<String> BARE = Set.of("", "BadRequest", "Bad Request", "400");

  private static final Set<String> CHECKSUM_WORDS =
      Set.of("x-amz-checksum", "x-amz-sdk-checksum", "checksumalgorithm", "checksum-algorithm");

  private S3Errors() {}

  static StoreException translate(
      String what, String store, SdkException failure, InstantSource clock) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof StoreException known) {
        return known;
      }
    }
    if (failure instanceof AwsServiceException answer) {
      return ofAnswer(what, store, answer, clock);
    }
    if (keysFailure(failure) instanceof KeysException noKeys) {
      return new StoreException(
          noKeys.needsPerson() ? Kind.UNTIL_CHANGED : Kind.RETRY,
          String.valueOf(noKeys.getMessage()),
          noKeys.retryAfter(),
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

  private static StoreException ofAnswer(
      String what, String store, AwsServiceException answer, InstantSource clock) {
    String code = code(answer);
    boolean late = mayHaveExpired(answer);
    Kind kind = late ? Kind.RETRY : kind(answer.statusCode(), code);
    return new StoreException(
        kind,
        "found answer "
            + answer.statusCode()
            + " "
            + (code.isEmpty() ? heard(answer) : code)
            + said(answer)
            + " to "
            + what
            + " of "
            + store
            + "; expected success; cure: "
            + cure(kind, late ? "" : code),
        RetryAfter.of(header(answer, "Retry-After"), header(answer, "Date"), clock),
        answer);
  }

  /** Where there is no code: what was said in its place. */
  private static String heard(AwsServiceException answer) {
    String location = header(answer, "Location");
    if (location != null) {
      return "that leads to " + withoutQuery(location);
    }
    byte[] body = body(answer);
    return body.length == 0
        ? "without a reason"
        : "with " + Heard.of(header(answer, "Content-Type"), body);
  }

  private static String withoutQuery(String location) {
    int query = location.indexOf('?');
    return query < 0 ? location : location.substring(0, query);
  }

  /** The store's own sentence, where it has one. */
  private static String said(AwsServiceException answer) {
    String message = message(answer);
    String code = code(answer);
    return message.isEmpty() || code.isEmpty() || message.equals(code) ? "" : " (" + message + ")";
  }

  /**
   * A grant that came too late: another is asked for. S3 has no code of its own for this, and where
   * the answer has no body, to HEAD, no reason at all.
   */
  static boolean mayHaveExpired(AwsServiceException answer) {
    return answer.statusCode() == 403
        && (message(answer).contains("Request has expired")
            || (code(answer).isEmpty() && body(answer).length == 0));
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

  /** True where the keys were refused, and others may be taken. */
  static boolean isOfKeys(SdkException failure) {
    return failure instanceof AwsServiceException answer && KEYS.contains(code(answer));
  }

  /** A 400 that proves nothing: of keys that ended, or with no reason that S3 has. */
  static boolean isPassing(SdkException failure) {
    return failure instanceof AwsServiceException answer
        && answer.statusCode() == 400
        && (BARE.contains(code(answer)) || KEYS.contains(code(answer)));
  }

  /** True where the store says that it does not know checksum headers. */
  static boolean refusesChecksums(SdkException failure) {
    if (!(failure instanceof AwsServiceException answer)) {
      return false;
    }
    if (answer.statusCode() == 501 || code(answer).equals("NotImplemented")) {
      return true;
    }
    Kind kind = kind(answer.statusCode(), code(answer));
    boolean refused = kind == Kind.THIS_OBJECT || kind == Kind.UNTIL_CHANGED || kind == Kind.RETRY;
    String text =
        (code(answer) + message(answer) + new String(body(answer), StandardCharsets.UTF_8))
            .toLowerCase(Locale.ROOT);
    return answer.statusCode() == 400
        && refused
        && CHECKSUM_WORDS.stream().anyMatch(text::contains);
  }

  /** A 400 that may be about checksum headers without saying so. */
  static boolean mayRefuseChecksums(SdkException failure) {
    return failure instanceof AwsServiceException answer
        && answer.statusCode() == 400
        && (BARE.contains(code(answer))
            || code(answer).equals("InvalidRequest")
            || code(answer).equals("InvalidArgument"));
  }

  /** True for an answer of AWS's own server, also under a name of somebody else's. */
  static boolean isByAws(SdkException failure) {
    return failure instanceof AwsServiceException answer
        && "AmazonS3".equalsIgnoreCase(header(answer, "Server"));
  }

  static String code(AwsServiceException answer) {
    String code = answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorCode();
    // Where S3 sends no body, to HEAD, the SDK fills in the status.
    return code == null || code.matches("[0-9]{3}( .*)?") ? "" : code;
  }

  private static String message(AwsServiceException answer) {
    String message =
        answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorMessage();
    return message == null ? "" : message;
  }

  static @Nullable String header(AwsServiceException answer, String name) {
    var details = answer.awsErrorDetails();
    return details == null || details.sdkHttpResponse() == null
        ? null
        : details.sdkHttpResponse().firstMatchingHeader(name).orElse(null);
  }

  static byte[] body(AwsServiceException answer) {
    var details = answer.awsErrorDetails();
    return details == null || details.rawResponse() == null
        ? new byte[0]
        : details.rawResponse().asByteArray();
  }

  /** Text of an element of an XML error; empty where there is none. */
  static String element(byte[] xml, String name) {
    Matcher found =
        Pattern.compile("<" + name + ">\\s*([^<]{0,1024}?)\\s*</" + name + ">")
            .matcher(new String(xml, StandardCharsets.UTF_8));
    return found.find() ? found.group(1) : "";
  }

  static Kind kind(int status, String code) {
    return switch (code) {
      case "NoSuchUpload", "InvalidPart", "InvalidPartOrder" -> Kind.UPLOAD_GONE;
      case "BadDigest", "InvalidDigest", "XAmzContentChecksumMismatch", "IncompleteBody" ->
          Kind.DAMAGED_ON_THE_WAY;
      case "RequestTimeout",
          "SlowDown",
          "RequestTimeTooSkewed",
          "OperationAborted",
          "ConditionalRequestConflict",
          "InternalError",
          "InternalFailure",
          "ServiceUnavailable",
          "Busy",
          "Throttling",
          "ThrottlingException",
          "TooManyRequests",
          "TemporaryRedirect" ->
          Kind.RETRY;
      case "NotImplemented" -> Kind.NOT_SUPPORTED;
      case "PreconditionFailed" -> Kind.ALREADY_THERE;
      case "NoSuchBucket",
          "InvalidBucketName",
          "AllAccessDisabled",
          "AccountProblem",
          "NotSignedUp",
          "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException",
          "SignatureDoesNotMatch" ->
          Kind.UNTIL_CHANGED;
      default -> KEYS.contains(code) ? Kind.UNTIL_CHANGED : kind(status, BARE.contains(code));
    };
  }

  /**
   * @param bare without a reason
   */
  private static Kind kind(int status, boolean bare) {
    if (status == 501) {
      return Kind.NOT_SUPPORTED;
    }
    return switch (status) {
      case 400 -> bare ? Kind.RETRY : Kind.THIS_OBJECT;
      case 301, 308, 401, 402, 404, 407, 511 -> Kind.UNTIL_CHANGED;
      case 408, 425, 429 -> Kind.RETRY;
      // Of S3 and of what lies before it: a key's policy, an object's lock, a filter of contents.
      default -> status >= 400 && status < 500 ? Kind.THIS_OBJECT : Kind.RETRY;
    };
  }

  static String cure(Kind kind, String code) {
    return switch (code) {
      case "NoSuchBucket" -> "make the bucket, or correct its name in the configuration";
      case "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException" ->
          "correct the region in the configuration";
      case "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "ExpiredToken",
          "InvalidToken",
          "TokenRefreshRequired" ->
          "give this service keys that are valid";
      case "AccessDenied" -> "allow these keys to put and get this object under the prefix";
      case "RequestTimeTooSkewed" -> "set this machine's clock; GNSS or NTP will do it";
      default ->
          switch (kind) {
            case RETRY -> "none needed, it is tried again";
            case UNTIL_CHANGED -> "check bucket, region, keys and rights";
            case UPLOAD_GONE -> "none needed, the upload begins again";
            case DAMAGED_ON_THE_WAY -> "none needed, the bytes are sent again";
            case NOT_SUPPORTED -> "none needed where we can do without";
            case ALREADY_THERE -> "none needed, what is there is looked at";
            case THIS_OBJECT -> "find out why this object is refused; others go meanwhile";
          };
    };
  }
}
