package dev.catenary.uplink.iot;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.catenary.proto.message.CommandAnswer.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The list {@code desired.journal} of the shadow: which parts of the raw journal to send. Each
 * entry is taken up or refused for itself, and what became of all is told as an array, for an array
 * is replaced as a whole.
 */
final class DesiredRecordings {
  /** A shadow has 8 KiB in all, and each entry stands in it three times. */
  static final int ENTRIES_MAX = 10;

  private static final int REASON_MAX = 160;
  private static final Set<String> KEYS = Set.of("id", "from", "to", "zone");

  private final Wishes wishes;

  /** Why an entry was not taken up, by its id, or by its place where it has none. */
  private Map<String, String> refused = Map.of();

  DesiredRecordings(Wishes wishes) {
    this.wishes = wishes;
  }

  /**
   * Takes up all that is on the list; any JSON is allowed.
   *
   * @return how many entries were refused that were not before
   */
  int consider(@Nullable JsonElement desired) {
    Map<String, String> now = new LinkedHashMap<>();
    if (desired != null && !desired.isJsonNull()) {
      if (!desired.isJsonArray() || desired.getAsJsonArray().size() > ENTRIES_MAX) {
        now.put(
            "journal",
            "found "
                + (desired.isJsonArray() ? desired.getAsJsonArray().size() + " entries" : desired)
                + "; expected a list of "
                + ENTRIES_MAX
                + " at most; cure: take out what was sent");
      } else {
        takeUp(desired.getAsJsonArray(), now);
      }
    }
    Map<String, String> before = refused;
    refused = now;
    return (int) now.entrySet().stream().filter(each -> !before.entrySet().contains(each)).count();
  }

  private void takeUp(JsonArray list, Map<String, String> refusals) {
    for (int i = 0; i < list.size(); i++) {
      JsonElement entry = list.get(i);
      String fault = fault(entry);
      if (!fault.isEmpty()) {
        refusals.put("[" + i + "]", fault);
        continue;
      }
      JsonObject fields = entry.getAsJsonObject();
      DesiredRecording wish =
          new DesiredRecording(
              text(fields, "id"), text(fields, "from"), text(fields, "to"), text(fields, "zone"));
      Answer answer = wishes.recording(wish);
      if (answer.outcome() == Outcome.REFUSED) {
        refusals.put(wish.id().isEmpty() ? "[" + i + "]" : wish.id(), answer.reason());
      }
    }
  }

  private static String fault(JsonElement entry) {
    if (!entry.isJsonObject()) {
      return "found " + entry + "; expected an object; cure: id with from and to, or with zone";
    }
    for (Map.Entry<String, JsonElement> field : entry.getAsJsonObject().entrySet()) {
      boolean text =
          field.getValue().isJsonPrimitive() && field.getValue().getAsJsonPrimitive().isString();
      if (!KEYS.contains(field.getKey()) || !text) {
        return "found "
            + field
            + "; expected texts id, from and to, or id and zone; cure: correct or remove it";
      }
    }
    return "";
  }

  private static String text(JsonObject fields, String key) {
    return fields.has(key) ? fields.get(key).getAsString() : "";
  }

  /** States of these, and of those that were asked for by commands. */
  JsonArray states() {
    List<RecordingState> all = new ArrayList<>();
    for (RecordingState state : wishes.recordings()) {
      if (!refused.containsKey(state.id())) {
        all.add(state);
      }
    }
    refused.forEach((id, why) -> all.add(new RecordingState(id, "refused", 0, 0, why)));
    JsonArray states = new JsonArray();
    all.forEach(state -> states.add(json(state)));
    return states;
  }

  private static JsonObject json(RecordingState state) {
    JsonObject json = new JsonObject();
    json.addProperty("id", state.id());
    json.addProperty("state", state.state());
    if (state.of() > 0) {
      json.addProperty("sent", state.sent());
      json.addProperty("of", state.of());
    }
    String reason = state.reason();
    if (!reason.isEmpty()) {
      json.addProperty(
          "reason", reason.length() > REASON_MAX ? reason.substring(0, REASON_MAX) : reason);
    }
    return json;
  }
}
