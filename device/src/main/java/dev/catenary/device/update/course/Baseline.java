package dev.catenary.device.update.course;

import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import dev.catenary.device.update.trust.format.Json;
import java.util.Map;
import java.util.TreeMap;

/**
 * State of the machine under the old release, which the new one must not make worse.
 *
 * @param conditions of the links of the chain; 0 is well, larger is worse
 * @param packets true when packets came
 */
public record Baseline(Map<String, Integer> conditions, boolean packets) {
  public static final Baseline NONE = new Baseline(Map.of(), false);

  public Baseline {
    conditions = Map.copyOf(conditions);
  }

  /** True when a link is worse than here; one that was not known then is left out. */
  boolean isWorse(Map<String, Integer> now) {
    return conditions.entrySet().stream()
        .anyMatch(link -> now.getOrDefault(link.getKey(), 0) > link.getValue());
  }

  Json json() {
    Json.Members links = Json.members();
    new TreeMap<>(conditions).forEach((link, worse) -> links.entries().put(link, Json.of(worse)));
    Json.Members json = Json.members();
    json.entries().put("links", links);
    json.entries().put("packets", Json.of(packets));
    return json;
  }

  static Baseline of(Json.Members json) throws MalformedMetadataException {
    Map<String, Integer> conditions = new TreeMap<>();
    Json.Members links = json.members("links");
    for (String link : links.entries().keySet()) {
      conditions.put(link, Math.clamp(links.whole(link), 0, 9));
    }
    return new Baseline(conditions, json.flag("packets"));
  }
}
