package dev.catenary.grants.desk;

import dev.catenary.grants.request.Action;
import dev.catenary.grants.request.GrantRequest;
import dev.catenary.grants.request.Printable;
import dev.catenary.grants.request.Reason;
import dev.catenary.grants.request.RefusedException;
import dev.catenary.grants.table.Utility;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which headers go under the signature: those that say what the body is, as the caller gave them,
 * and the condition under which S3 may write at all. With the condition a grant that has been used
 * writes no second time.
 *
 * <p>At AWS the checksums by which S3 compares an object with its manifest must be among them: they
 * are always taken there. Other stores may know no more than Content-MD5, which no manifest has.
 *
 * <p>Sources: Amazon S3 User Guide, "Add preconditions to S3 operations with conditional requests"
 * and "Checking object integrity in Amazon S3".
 */
final class BoundHeaders {
  private static final String ALGORITHM = "x-amz-checksum-algorithm";
  private static final String TYPE = "x-amz-checksum-type";
  private static final Set<String> ALLOWED =
      Set.of(
          "content-type",
          CaptureFacts.MD5,
          CaptureFacts.SHA256,
          CaptureFacts.CRC32C,
          CaptureFacts.DECLARED,
          ALGORITHM,
          TYPE,
          "x-amz-checksum-mode",
          "x-amz-sdk-checksum-algorithm");
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9+/=._; -]{1,200}");
  private static final Pattern ETAG = Pattern.compile("[A-Za-z0-9._+/=-]{1,200}");
  private static final Pattern WHOLE_ALGORITHM = Pattern.compile("CRC32C");
  private static final Pattern WHOLE_TYPE = Pattern.compile("FULL_OBJECT");
  private static final int PARTS_MAX = 10_000;

  private BoundHeaders() {}

  static Map<String, String> of(GrantRequest request, Utility utility) throws RefusedException {
    Map<String, String> bound = new TreeMap<>();
    for (var header : request.headers().entrySet()) {
      if (!ALLOWED.contains(header.getKey()) || !VALUE.matcher(header.getValue()).matches()) {
        throw refused("header " + Printable.of(header.getKey()), "one of " + ALLOWED);
      }
      bound.put(header.getKey(), header.getValue());
    }
    checkBody(request, bound);
    if (utility.isAtAws()) {
      checkAtAws(request.action(), bound);
    }
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

  private static void checkAtAws(Action action, Map<String, String> bound) throws RefusedException {
    switch (action) {
      case PUT -> needed(bound, CaptureFacts.SHA256, VALUE);
      case BEGIN -> {
        needed(bound, ALGORITHM, WHOLE_ALGORITHM);
        needed(bound, TYPE, WHOLE_TYPE);
      }
      case FINISH -> {
        needed(bound, CaptureFacts.CRC32C, VALUE);
        needed(bound, TYPE, WHOLE_TYPE);
      }
      case FIND, READ, PART, PARTS, ABANDON -> {}
    }
  }

  private static void needed(Map<String, String> bound, String header, Pattern value)
      throws RefusedException {
    String found = bound.get(header);
    if (found == null || !value.matcher(found).matches()) {
      throw refused(header + " '" + found + "'", value + " at AWS");
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
