package dev.catenary.device.update.trust.format;

import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The ids of the keys that may sign for a role, and how many must.
 *
 * @param keyIds each once
 * @param threshold 1 or more
 */
public record RoleKeys(Set<String> keyIds, int threshold) {
  static RoleKeys of(Json.Members json) throws MalformedMetadataException {
    List<String> listed = json.texts("keyids");
    Set<String> keyIds = new LinkedHashSet<>(listed);
    if (keyIds.size() != listed.size()) {
      throw new MalformedMetadataException("\"keyids\"", "one key id twice", "each once");
    }
    long threshold = json.whole("threshold");
    if (threshold < 1 || threshold > Integer.MAX_VALUE) {
      throw new MalformedMetadataException("\"threshold\"", threshold + "", "1 or more");
    }
    return new RoleKeys(keyIds, (int) threshold);
  }

  /** Its members, to be put into a role. */
  public Json.Members json() {
    Json.Members json = Json.members();
    json.entries().put("keyids", Json.of(List.copyOf(keyIds)));
    json.entries().put("threshold", Json.of(threshold));
    return json;
  }
}
