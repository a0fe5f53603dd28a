package dev.catenary.uplink.iot;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The device shadow service on the side of the topics, for the named shadow {@code capture} of one
 * thing; the broker has none. It follows the AWS IoT Core Developer Guide: "Device Shadow MQTT
 * topics" (get, update, and their accepted, rejected and delta), "Device Shadow service documents"
 * (a section of nulls takes keys out, every update counts the version up, an update that names
 * another version than the present one is rejected) and "Device Shadow error messages" (404, 409).
 */
final class ShadowDouble {
  private final BrokerLine line;
  private final Topics topics;
  private final JsonObject desired = new JsonObject();
  private final JsonObject reported = new JsonObject();
  private long version;
  int conflicts;
  int updates;
  Runnable beforeUpdate = () -> {};

  ShadowDouble(BrokerLine line, Topics topics) {
    this.line = line;
    this.topics = topics;
  }

  static String[] filters(Topics topics) {
    return new String[] {topics.shadow("capture", "get"), topics.shadow("capture", "update")};
  }

  JsonObject reported() {
    return reported;
  }

  /** Desires an upload, as an application does over HTTPS. */
  void desire(String upload) {
    desire("upload", upload);
  }

  void desire(String key, String value) {
    JsonObject part = new JsonObject();
    part.add(key, JsonParser.parseString(value));
    merge(desired, part);
    version++;
    delta();
  }

  private void delta() {
    JsonObject state = new JsonObject();
    for (Map.Entry<String, JsonElement> wanted : desired.entrySet()) {
      if (!wanted.getValue().equals(reported.get(wanted.getKey()))) {
        state.add(wanted.getKey(), wanted.getValue());
      }
    }
    if (state.size() > 0) {
      JsonObject body = new JsonObject();
      body.add("state", state);
      body.addProperty("version", version);
      tell("update/delta", body);
    }
  }

  /** Answers what has come. */
  void step() {
    for (Message message = line.poll(); message != null; message = line.poll()) {
      take(message);
    }
  }

  void take(Message message) {
    JsonObject body =
        JsonParser.parseString(message.payload().toString(StandardCharsets.UTF_8))
            .getAsJsonObject();
    if (message.topic().endsWith("/get")) {
      get(body);
    } else {
      Runnable once = beforeUpdate;
      beforeUpdate = () -> {};
      once.run();
      update(body);
    }
  }

  private void get(JsonObject body) {
    if (version == 0) {
      rejected("get/rejected", 404, "No shadow exists with name: 'capture'", body);
      return;
    }
    JsonObject state = new JsonObject();
    if (desired.size() > 0) {
      state.add("desired", desired);
    }
    if (reported.size() > 0) {
      state.add("reported", reported);
    }
    JsonObject document = new JsonObject();
    document.add("state", state);
    document.addProperty("version", version);
    document.add("clientToken", body.get("clientToken"));
    tell("get/accepted", document);
  }

  private void update(JsonObject body) {
    if (body.has("version") && body.get("version").getAsLong() != version) {
      conflicts++;
      rejected("update/rejected", 409, "Version conflict", body);
      return;
    }
    updates++;
    merge(reported, body.getAsJsonObject("state").getAsJsonObject("reported"));
    version++;
    tell("update/accepted", body);
    delta();
  }

  private void rejected(String topic, int code, String message, JsonObject to) {
    JsonObject body = new JsonObject();
    body.addProperty("code", code);
    body.addProperty("message", message);
    body.add("clientToken", to.get("clientToken"));
    tell(topic, body);
  }

  private static void merge(JsonObject into, JsonObject part) {
    for (Map.Entry<String, JsonElement> entry : part.entrySet()) {
      JsonElement value = entry.getValue();
      if (value instanceof JsonNull) {
        into.remove(entry.getKey());
      } else if (value.isJsonObject()) {
        JsonObject child =
            into.has(entry.getKey()) && into.get(entry.getKey()).isJsonObject()
                ? into.getAsJsonObject(entry.getKey())
                : new JsonObject();
        merge(child, value.getAsJsonObject());
        into.add(entry.getKey(), child);
      } else {
        into.add(entry.getKey(), value);
      }
    }
  }

  private void tell(String last, JsonObject body) {
    line.publish(topics.shadow("capture", last), body.toString().getBytes(StandardCharsets.UTF_8))
        .join();
  }
}
