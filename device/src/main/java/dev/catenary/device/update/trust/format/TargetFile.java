package dev.catenary.device.update.trust.format;

import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import java.util.Optional;

/**
 * A target as a targets role lists it.
 *
 * @param name hostile text until shown otherwise; never a path of this machine
 * @param length in bytes
 * @param fingerprint length and hashes
 * @param custom what the maker says beside
 */
public record TargetFile(
    String name, long length, Fingerprint fingerprint, Optional<Json.Members> custom) {
  static TargetFile of(String name, Json.Members json) throws MalformedMetadataException {
    Fingerprint fingerprint = Fingerprint.of(json);
    if (fingerprint.length().isEmpty() || fingerprint.hashes().isEmpty()) {
      throw new MalformedMetadataException("target " + name, "no length or no hash", "both");
    }
    return new TargetFile(
        name, fingerprint.length().getAsLong(), fingerprint, json.membersIfAny("custom"));
  }

  /** Its members, to be listed under its name. */
  public Json.Members json() {
    Json.Members json = Json.members();
    json.entries().put("length", Json.of(length));
    Json.Members hashes = Json.members();
    fingerprint
        .hashes()
        .forEach((algorithm, hash) -> hashes.entries().put(algorithm, Json.of(hash)));
    json.entries().put("hashes", hashes);
    custom.ifPresent(members -> json.entries().put("custom", members));
    return json;
  }
}
