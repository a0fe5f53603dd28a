package dev.catenary.device.update.part;

import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import dev.catenary.device.update.trust.format.Json;

/**
 * A part that lies whole in a place.
 *
 * @param place {@code a} or {@code b}
 * @param listSha256 of the signed list of its files
 */
public record Part(String place, long counter, String release, String listSha256) {
  Json.Members json() {
    Json.Members json = Json.members();
    json.entries().put("place", Json.of(place));
    json.entries().put("counter", Json.of(counter));
    json.entries().put("release", Json.of(release));
    json.entries().put("list", Json.of(listSha256));
    return json;
  }

  static Part of(Json.Members json) throws MalformedMetadataException {
    String place = json.text("place");
    if (!place.equals("a") && !place.equals("b")) {
      throw new MalformedMetadataException("\"place\"", place, "a or b");
    }
    return new Part(place, json.whole("counter"), json.text("release"), json.text("list"));
  }
}
