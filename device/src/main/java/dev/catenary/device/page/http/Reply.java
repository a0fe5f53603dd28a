package dev.catenary.device.page.http;

import dev.catenary.device.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer.
 *
 * @param body as it is sent, but for gzip
 * @param gzip whether it may be compressed: not where a secret is in it
 * @param headers beside the type and those of every answer
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record Reply(
    int status, String contentType, byte[] body, boolean gzip, Map<String, String> headers) {
  private static final String JSON = "application/json; charset=utf-8";

  public Reply {
    headers = Map.copyOf(headers);
  }

  /** 200 with a value as {@link JsonText} writes it. */
  public static Reply json(Object value) {
    return json(200, JsonText.of(value));
  }

  public static Reply json(int status, String text) {
    return new Reply(status, JSON, text.getBytes(StandardCharsets.UTF_8), true, Map.of());
  }

  static Reply empty(int status) {
    return new Reply(status, JSON, new byte[0], false, Map.of());
  }

  /** A file to be kept under a name. */
  public static Reply download(String name, String contentType, byte[] body) {
    return new Reply(
        200,
        contentType,
        body,
        false,
        Map.of("Content-Disposition", "attachment; filename=\"" + name + "\""));
  }

  /** As it is: a secret beside what a visitor sent could be guessed by the compressed length. */
  Reply uncompressed() {
    return new Reply(status, contentType, body, false, headers);
  }

  Reply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, contentType, body, gzip, more);
  }
}
