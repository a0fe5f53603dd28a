package dev.catenary.release.repository;

import dev.catenary.device.update.trust.format.Json;
import dev.catenary.device.update.trust.format.TrustKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Delegations with other keys for one of their roles; keys that no role has any more go. */
final class DelegationChange {
  private DelegationChange() {}

  static Json.Members of(Json.Members before, String role, List<TrustKey> keys, int threshold)
      throws IOException {
    Json.Members listed = Json.members();
    listed.entries().putAll(before.members("keys").entries());
    List<String> ids = new ArrayList<>();
    for (TrustKey key : keys) {
      listed.entries().put(key.id(), key.json());
      ids.add(key.id());
    }
    List<Json> roles = new ArrayList<>();
    Set<String> used = new LinkedHashSet<>(ids);
    boolean isThere = false;
    for (Json each : before.items("roles")) {
      if (!(each instanceof Json.Members members)) {
        continue;
      }
      Json.Members next = Json.members();
      next.entries().putAll(members.entries());
      if (members.text("name").equals(role)) {
        isThere = true;
        next.entries().put("keyids", Json.of(ids));
        next.entries().put("threshold", Json.of(threshold));
      } else {
        used.addAll(members.texts("keyids"));
      }
      roles.add(next);
    }
    if (!isThere) {
      throw new IOException(
          "found no role " + role + " in targets, expected one; cure: name one that show lists");
    }
    listed.entries().keySet().retainAll(used);
    Json.Members changed = Json.members();
    changed.entries().put("keys", listed);
    changed.entries().put("roles", new Json.Items(roles));
    return changed;
  }
}
