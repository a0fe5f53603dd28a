package dev.catenary.uplink.grant;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The questions and answers of the grant service, as JSON; see docs/grants.md. */
final class GrantMessages {
  private GrantMessages() {}

  /** No right, and why. */
  record Refused(String reason, String text) {}

  static byte[] question(Wanted wanted, String id, Instant time) {
    JsonObject json = new JsonObject();
    json.addProperty("id", id);
    json.addProperty("time", time.toString());
    json.addProperty("action", wanted.action());
    json.addProperty("key", wanted.key());
    json.addProperty("capturedAt", wanted.capturedAt().toString());
    if (wanted.upload() != null) {
      json.addProperty("upload", wanted.upload());
    }
    number(json, "part", wanted.part(), 1);
    number(json, "marker", wanted.marker(), 1);
    number(json, "length", wanted.length(), 0);
    if (wanted.replaces() != null) {
      json.addProperty("replaces", wanted.replaces());
    }
    if (!wanted.facts().isEmpty()) {
      json.addProperty("facts", wanted.facts());
    }
    JsonObject headers = new JsonObject();
    wanted.headers().forEach(headers::addProperty);
    json.add("headers", headers);
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void number(JsonObject json, String name, long value, long least) {
    if (value >= least) {
      json.addProperty(name, value);
    }
  }

  /** The grant of an answer; empty when it is none for what was asked. */
  static Optional<Granted> granted(byte[] answer, Wanted wanted) {
    try {
      JsonObject root = parse(answer);
      URI url = URI.create(text(root, "url"));
      Map<String, String> headers = new HashMap<>();
      if (root.has("headers")) {
        JsonObject fields = root.getAsJsonObject("headers");
        fields.keySet().forEach(name -> headers.put(name, text(fields, name)));
      }
      boolean asAsked =
          text(root, "method").equals(wanted.method())
              && String.valueOf(url.getScheme()).matches("https?")
              && url.getHost() != null
              && String.valueOf(url.getRawPath()).endsWith("/" + wanted.key())
              && headers.entrySet().containsAll(wanted.headers().entrySet());
      return asAsked ? Optional.of(new Granted(url, Map.copyOf(headers))) : Optional.empty();
    } catch (RuntimeException e) {
      // Any bytes are allowed; what is no JSON, or of another shape, is no grant.
      return Optional.empty();
    }
  }

  /** The refusal of an answer; empty when it is none of the service's. */
  static Optional<Refused> refused(byte[] answer) {
    try {
      JsonObject root = parse(answer);
      return root.has("refused")
          ? Optional.of(new Refused(text(root, "refused"), text(root, "reason")))
          : Optional.empty();
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private static JsonObject parse(byte[] answer) {
    return JsonParser.parseString(new String(answer, StandardCharsets.UTF_8)).getAsJsonObject();
  }

  private static String text(JsonObject fields, String name) {
    return fields.has(name) ? fields.get(name).getAsString() : "";
  }
}
