package dev.catenary.uplink.transfer;

import dev.catenary.uplink.answer.Heard;
import dev.catenary.uplink.transfer.StoreException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Looks whether an answer of success is S3's at all before it is taken for one: a captive portal
 * and many proxies answer 200 in a page of their own to whatever they are asked. Any thread may
 * call.
 *
 * <p>Source: Amazon S3 API Reference, response syntax of each request.
 */
final class AnswerCheck implements ExecutionInterceptor {
  /** The largest is a list of 1,000 parts, some 300 KB. */
  static final int BODY_BYTES_MAX = 4 << 20;

  /** First element of the body, by request. */
  private static final Map<String, String> ROOTS =
      Map.of(
          "CreateMultipartUpload", "InitiateMultipartUploadResult",
          "ListParts", "ListPartsResult",
          "CompleteMultipartUpload", "CompleteMultipartUploadResult");

  /** Requests whose answer has no body, but an ETag. */
  private static final Set<String> TAGGED = Set.of("PutObject", "UploadPart", "HeadObject");

  private final String store;

  /**
   * @param store for people: see {@link ObjectStore#describe}
   */
  AnswerCheck(String store) {
    this.store = store;
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    SdkHttpResponse answer = context.httpResponse();
    Optional<InputStream> content = context.responseBody();
    if (!answer.isSuccessful()) {
      return content;
    }
    String request = String.valueOf(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    boolean tagged = answer.firstMatchingHeader("ETag").isPresent();
    boolean object = tagged || isObject(answer);
    if (request.equals("GetObject")) {
      if (!object) {
        throw refused(request, answer, read(content, Heard.LOOKED_AT), "an object with its ETag");
      }
      return content;
    }
    byte[] body = read(content, BODY_BYTES_MAX);
    String root = ROOTS.get(request);
    String found = Heard.root(body);
    if ("Error".equals(found)) {
      if (root == null || !request.equals("CompleteMultipartUpload")) {
        throw error(request, answer, body);
      }
    } else if (root != null && !root.equals(found)) {
      throw refused(request, answer, body, "<" + root + ">");
    } else if (TAGGED.contains(request) && !tagged && !(object && request.equals("HeadObject"))) {
      throw refused(request, answer, body, "an ETag");
    } else if (root == null && Heard.isHtml(null, body)) {
      throw refused(request, answer, body, "no page");
    }
    return Optional.of(new ByteArrayInputStream(body));
  }

  /**
   * An object that came to the store by another way may have no ETag; it has its date, and is no
   * page. What its bytes are worth is proven apart.
   */
  private static boolean isObject(SdkHttpResponse answer) {
    return answer.firstMatchingHeader("Last-Modified").isPresent()
        && !Heard.isHtml(contentType(answer), new byte[0]);
  }

  private static byte[] read(Optional<InputStream> content, int most) {
    if (content.isEmpty()) {
      return new byte[0];
    }
    try (InputStream in = content.get()) {
      return in.readNBytes(most);
    } catch (IOException e) {
      throw SdkClientException.create("found the answer cut off: " + e.getMessage(), e);
    }
  }

  private SdkClientException refused(
      String request, SdkHttpResponse answer, byte[] body, String expected) {
    String heard = Heard.of(contentType(answer), body);
    boolean page = Heard.isHtml(contentType(answer), body);
    return wrapped(
        Kind.RETRY,
        "found answer "
            + answer.statusCode()
            + " to "
            + request
            + " at "
            + store
            + " with "
            + heard
            + "; expected S3's answer, "
            + expected
            + "; cure: "
            + (page
                ? "something on the way answers in the store's place, as a captive portal does:"
                    + " sign in there, or use another network"
                : "none needed if it passes; else check upload.endpoint and what lies on the"
                    + " way"));
  }

  /** An error in an answer of success: it is sorted by its code alone. */
  private SdkClientException error(String request, SdkHttpResponse answer, byte[] body) {
    String code = S3Errors.element(body, "Code");
    Kind kind = S3Errors.kind(answer.statusCode(), code);
    return wrapped(
        kind,
        "found answer "
            + answer.statusCode()
            + " "
            + code
            + " to "
            + request
            + " at "
            + store
            + "; expected success; cure: "
            + S3Errors.cure(kind, code));
  }

  private static SdkClientException wrapped(Kind kind, String text) {
    return SdkClientException.create(text, new StoreException(kind, text, null));
  }

  private static @Nullable String contentType(SdkHttpResponse answer) {
    return answer.firstMatchingHeader("Content-Type").orElse(null);
  }
}
