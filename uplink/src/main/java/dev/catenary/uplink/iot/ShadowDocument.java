package dev.catenary.uplink.iot;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reading and writing of a shadow's document. An update adds to what is there, and takes out a key
 * by null.
 *
 * <p>Source: AWS IoT Core Developer Guide, "Device Shadow service documents".
 */
final class ShadowDocument {
  /** A shadow has 8 KiB in all. */
  private static final int REASON_MAX = 1_000;

  private ShadowDocument() {}

  /**
   * Reported state beside the desired one.
   *
   * @param reason why the desired state is refused; empty when it is not
   * @param active the policy's name; empty where there is none to tell
   * @param desired the desired state; null for none
   */
  static JsonObject reported(String reason, String active, @Nullable JsonElement desired) {
    JsonObject now = new JsonObject();
    if (!active.isEmpty()) {
      now.addProperty("active", active);
    }
    if (reason.isEmpty() || desired == null) {
      now.add("refused", JsonNull.INSTANCE);
    } else {
      JsonObject refused = new JsonObject();
      refused.addProperty(
          "reason", reason.length() > REASON_MAX ? reason.substring(0, REASON_MAX) : reason);
      now.add("refused", refused);
    }
    return now;
  }

  /**
   * Change that makes {@code before} the desired state: keys that are no longer desired are null.
   */
  static JsonElement replacing(JsonObject before, JsonElement desired) {
    if (!desired.isJsonObject()) {
      return desired;
    }
    JsonObject all = desired.getAsJsonObject().deepCopy();
    for (String key : before.keySet()) {
      if (!all.has(key)) {
        all.add(key, JsonNull.INSTANCE);
      }
    }
    return all;
  }

  /** Where null is reported, the key must not be there. */
  static boolean isReportedAlready(JsonObject before, JsonObject now) {
    return now.entrySet().stream()
        .allMatch(
            entry ->
                entry.getValue().isJsonNull()
                    ? !before.has(entry.getKey())
                    : entry.getValue().equals(before.get(entry.getKey())));
  }

  /**
   * The document that reports.
   *
   * @param version that it was made from, or null; the service refuses it when there is a newer one
   * @param token comes back with the answer
   */
  static JsonObject update(JsonObject reported, @Nullable Long version, String token) {
    JsonObject state = new JsonObject();
    state.add("reported", reported);
    JsonObject document = new JsonObject();
    document.add("state", state);
    if (version != null) {
      document.addProperty("version", version);
    }
    document.addProperty("clientToken", token);
    return document;
  }

  /** The object of this name; an empty one where there is none. */
  static JsonObject child(JsonObject of, String name) {
    return of.has(name) && of.get(name).isJsonObject()
        ? of.getAsJsonObject(name)
        : new JsonObject();
  }

  static byte[] bytes(JsonObject json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
