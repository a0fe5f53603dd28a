package dev.catenary.uplink.grant;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/** The questions and answers of the grant service, as JSON; see docs/grants.md. */
final class GrantMessages {
  private GrantMessages() {}

  /** No right, and why. */
  record Refused(String reason, String text) {}

  static byte[] question(Wanted wanted, String id, Instant time) {
    try (JsonWriter json = JsonWriter.create()) {
      json.writeStartObject();
      text(json, "id", id);
      text(json, "time", time.toString());
      text(json, "action", wanted.action());
      text(json, "key", wanted.key());
      text(json, "capturedAt", wanted.capturedAt().toString());
      if (wanted.upload() != null) {
        text(json, "upload", wanted.upload());
      }
      number(json, "part", wanted.part(), 1);
      number(json, "marker", wanted.marker(), 1);
      number(json, "length", wanted.length(), 0);
      if (wanted.replaces() != null) {
        text(json, "replaces", wanted.replaces());
      }
      if (!wanted.facts().isEmpty()) {
        text(json, "facts", wanted.facts());
      }
      json.writeFieldName("headers");
      json.writeStartObject();
      wanted.headers().forEach((name, value) -> text(json, name, value));
      json.writeEndObject();
      json.writeEndObject();
      return json.getBytes();
    }
  }

  private static void text(JsonWriter json, String name, String value) {
    json.writeFieldName(name);
    json.writeValue(value);
  }

  private static void number(JsonWriter json, String name, long value, long least) {
    if (value >= least) {
      json.writeFieldName(name);
      json.writeValue(value);
    }
  }

  /** The grant of an answer; empty when it is none for what was asked. */
  static Optional<Granted> granted(byte[] answer, Wanted wanted) {
    try {
      JsonNode root = JsonNode.parser().parse(answer);
      URI url = URI.create(root.field("url").map(JsonNode::asString).orElse(""));
      Map<String, String> headers = new HashMap<>();
      root.field("headers")
          .ifPresent(
              fields ->
                  fields.asObject().forEach((name, value) -> headers.put(name, value.asString())));
      boolean asAsked =
          root.field("method").map(JsonNode::asString).orElse("").equals(wanted.method())
              && String.valueOf(url.getScheme()).matches("https?")
              && url.getHost() != null
              && String.valueOf(url.getRawPath()).endsWith("/" + wanted.key())
              && headers.entrySet().containsAll(wanted.headers().entrySet());
      return asAsked ? Optional.of(new Granted(url, Map.copyOf(headers))) : Optional.empty();
    } catch (RuntimeException e) {
      // Any bytes are allowed; the parser has no exception of its own for those that are no JSON.
      return Optional.empty();
    }
  }

  /** The refusal of an answer; empty when it is none of the service's. */
  static Optional<Refused> refused(byte[] answer) {
    try {
      JsonNode root = JsonNode.parser().parse(answer);
      return root.field("refused")
          .map(
              word ->
                  new Refused(
                      word.asString(), root.field("reason").map(JsonNode::asString).orElse("")));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }
}
