package dev.catenary.grants.desk;

import com.google.protobuf.ByteString;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.catenary.grants.request.Action;
import dev.catenary.grants.request.GrantRequest;
import dev.catenary.grants.request.ObjectKey;
import dev.catenary.grants.request.Printable;
import dev.catenary.grants.request.Reason;
import dev.catenary.grants.request.RefusedException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a request. Any bytes are allowed; whatever is no request is refused with a reason. */
public final class RequestJson {
  /** A manifest with all its wires and findings stays far below. */
  public static final int BYTES_MAX = 1 << 20;

  private static final Set<String> FIELDS =
      Set.of(
          "id",
          "time",
          "action",
          "key",
          "capturedAt",
          "upload",
          "part",
          "marker",
          "length",
          "headers",
          "replaces",
          "facts");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{16,64}");
  private static final Pattern UPLOAD = Pattern.compile("[A-Za-z0-9._~/+=-]{1,1024}");

  private final Map<String, Object> fields;

  private RequestJson(Map<String, Object> fields) {
    this.fields = fields;
  }

  /** Reads the body of a POST. */
  public static GrantRequest read(byte[] body) throws RefusedException {
    if (body.length > BYTES_MAX) {
      throw refused("more than " + BYTES_MAX + " bytes", "fewer");
    }
    Map<String, Object> fields;
    try {
      fields = JSONObjectUtils.parse(new String(body, StandardCharsets.UTF_8));
    } catch (ParseException e) {
      throw refused("'" + Printable.of("" + e.getMessage()) + "'", "a JSON object");
    }
    for (String name : fields.keySet()) {
      if (!FIELDS.contains(name)) {
        throw refused("field '" + Printable.of(name) + "'", "none but " + FIELDS);
      }
    }
    return new RequestJson(fields).request();
  }

  private GrantRequest request() throws RefusedException {
    String word = text("action");
    return new GrantRequest(
        text("id", ID),
        time("time"),
        Action.of(word)
            .orElseThrow(() -> refused("action '" + Printable.of(word) + "'", "an action")),
        ObjectKey.parse(text("key")),
        time("capturedAt"),
        fields.containsKey("upload") ? text("upload", UPLOAD) : null,
        (int) number("part", 0, Integer.MAX_VALUE),
        (int) number("marker", 0, Integer.MAX_VALUE),
        number("length", -1, Long.MAX_VALUE),
        headers(fields.get("headers")),
        fields.containsKey("replaces") ? text("replaces") : null,
        facts());
  }

  private String text(String name) throws RefusedException {
    if (fields.get(name) instanceof String text) {
      return text;
    }
    throw refused("no text '" + name + "'", "one");
  }

  private String text(String name, Pattern form) throws RefusedException {
    String text = text(name);
    if (!form.matcher(text).matches()) {
      throw refused(name + " '" + Printable.of(text) + "'", form.pattern());
    }
    return text;
  }

  private Instant time(String name) throws RefusedException {
    String text = text(name);
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw refused(name + " '" + Printable.of(text) + "'", "a time as 2026-01-31T00:00:00Z");
    }
  }

  private long number(String name, long otherwise, long most) throws RefusedException {
    Object value = fields.get(name);
    if (value == null && !fields.containsKey(name)) {
      return otherwise;
    }
    if (value instanceof Number number
        && number.doubleValue() == Math.rint(number.doubleValue())
        && number.longValue() >= 0
        && number.longValue() <= most) {
      return number.longValue();
    }
    throw refused(name + " '" + Printable.of("" + value) + "'", "a whole number");
  }

  private static Map<String, String> headers(@Nullable Object value) throws RefusedException {
    Map<String, String> headers = new HashMap<>();
    if (value == null) {
      return headers;
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw refused("headers of another kind", "an object of texts");
    }
    for (var entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String name) || !(entry.getValue() instanceof String text)) {
        throw refused("headers of another kind", "an object of texts");
      }
      headers.put(name, text);
    }
    return headers;
  }

  private ByteString facts() throws RefusedException {
    if (!fields.containsKey("facts")) {
      return ByteString.EMPTY;
    }
    try {
      return ByteString.copyFrom(Base64.getDecoder().decode(text("facts")));
    } catch (IllegalArgumentException e) {
      throw refused("facts that are no base64", "base64");
    }
  }

  private static RefusedException refused(String found, String expected) {
    return new RefusedException(Reason.REQUEST, found, expected, "see docs/grants.md");
  }
}
