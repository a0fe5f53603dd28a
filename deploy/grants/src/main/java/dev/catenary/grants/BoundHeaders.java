package dev.catenary.grants;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which headers go under the signature: those that say what the body is, as the caller gave them,
 * and the condition under which S3 may write at all. With the condition a grant that has been used
 * writes no second time.
 *
 * <p>Source: Amazon S3 User Guide, "Add preconditions to S3 operations with conditional requests".
 */
final class BoundHeaders {
  private static final Set<String> ALLOWED =
      Set.of(
          "content-type",
          CaptureFacts.MD5,
          CaptureFacts.SHA256,
          CaptureFacts.CRC32C,
          CaptureFacts.DECLARED,
          "x-amz-checksum-algorithm",
          "x-amz-checksum-type",
          "x-amz-checksum-mode",
          "x-amz-sdk-checksum-algorithm");
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9+/=._; -]{1,200}");
  private static final Pattern ETAG = Pattern.compile("[A-Za-z0-9._+/=-]{1,200}");
  private static final int PARTS_MAX = 10_000;

  private BoundHeaders() {}

  static Map<String, String> of(GrantRequest request) throws RefusedException {
    Map<String, String> bound = new TreeMap<>();
    for (var header : request.headers().entrySet()) {
      if (!ALLOWED.contains(header.getKey()) || !VALUE.matcher(header.getValue()).matches()) {
        throw refused("header " + Printable.of(header.getKey()), "one of " + ALLOWED);
      }
      bound.put(header.getKey(), header.getValue());
    }
    checkBody(request, bound);
    checkUpload(request);
    if (request.action() == Action.PUT || request.action() == Action.FINISH) {
      String replaces = request.replaces();
      if (replaces == null) {
        bound.put("if-none-match", "*");
      } else if (ETAG.matcher(replaces).matches()) {
        bound.put("if-match", '"' + replaces + '"');
      } else {
        throw refused("ETag '" + Printable.of(replaces) + "'", "the ETag of the object there");
      }
    }
    return bound;
  }

  private static void checkBody(GrantRequest request, Map<String, String> bound)
      throws RefusedException {
    boolean hasBody =
        switch (request.action()) {
          case PUT, PART, FINISH -> true;
          case FIND, READ, BEGIN, PARTS, ABANDON -> false;
        };
    if (hasBody ? request.length() < 0 : request.length() > 0) {
      throw refused("length " + request.length(), "the length of the body");
    }
    boolean md5 = bound.containsKey(CaptureFacts.MD5);
    if (request.action() == Action.PUT && !md5 && !bound.containsKey(CaptureFacts.SHA256)) {
      throw refused("no checksum", CaptureFacts.SHA256 + " or " + CaptureFacts.MD5);
    }
    if (request.action() == Action.PART && !md5 && !bound.containsKey(CaptureFacts.CRC32C)) {
      throw refused("no checksum", CaptureFacts.CRC32C + " or " + CaptureFacts.MD5);
    }
  }

  private static void checkUpload(GrantRequest request) throws RefusedException {
    if (request.action().isOfUpload() != (request.upload() != null)) {
      throw refused("upload " + (request.upload() == null ? "none" : "given"), "the other");
    }
    boolean part = request.part() >= 1 && request.part() <= PARTS_MAX;
    if (request.action() == Action.PART ? !part : request.part() != 0) {
      throw refused("part " + request.part(), "1 to " + PARTS_MAX + " for a part alone");
    }
    if (request.marker() < 0 || (request.marker() > 0 && request.action() != Action.PARTS)) {
      throw refused("marker " + request.marker(), "a part's number, for the list of parts alone");
    }
  }

  private static RefusedException refused(String found, String expected) {
    return new RefusedException(
        Reason.REQUEST, found, expected, "ask for what this vehicle's software sends");
  }
}
