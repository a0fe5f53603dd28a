package dev.catenary.device.update.trust.format;

import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A role that another trusts with the targets whose names match.
 *
 * @param terminating true when no role after this one may answer for them
 * @param paths patterns of names; empty when hashes are used
 * @param hashPrefixes first digits of the SHA-256 of names; empty when patterns are used
 */
public record DelegatedRole(
    String name,
    RoleKeys keys,
    boolean terminating,
    List<PathPattern> paths,
    List<String> hashPrefixes) {
  static DelegatedRole of(Json.Members json) throws MalformedMetadataException {
    String name = json.text("name");
    if (name.isEmpty() || RootMetadata.TOP_ROLES.contains(name)) {
      throw new MalformedMetadataException(
          "the name of a delegated role", "\"" + name + "\"", "a name of its own");
    }
    if (json.has("paths") == json.has("path_hash_prefixes")) {
      throw new MalformedMetadataException(
          "the delegated role " + name, "both or none of paths and path_hash_prefixes", "one");
    }
    return new DelegatedRole(
        name,
        RoleKeys.of(json),
        json.flag("terminating"),
        json.has("paths") ? json.texts("paths").stream().map(PathPattern::new).toList() : List.of(),
        json.has("path_hash_prefixes") ? json.texts("path_hash_prefixes") : List.of());
  }

  boolean matches(String target) {
    if (!hashPrefixes.isEmpty()) {
      String hash = Digests.sha256(target.getBytes(StandardCharsets.UTF_8));
      return hashPrefixes.stream().anyMatch(hash::startsWith);
    }
    return paths.stream().anyMatch(path -> path.matches(target));
  }

  /** Its members, to be listed among others. */
  public Json.Members json() {
    Json.Members json = Json.members();
    json.entries().put("name", Json.of(name));
    json.entries().putAll(keys.json().entries());
    json.entries().put("terminating", Json.of(terminating));
    if (hashPrefixes.isEmpty()) {
      json.entries().put("paths", Json.of(paths.stream().map(PathPattern::text).toList()));
    } else {
      json.entries().put("path_hash_prefixes", Json.of(hashPrefixes));
    }
    return json;
  }
}
