package dev.catenary.release.repository;

import dev.catenary.device.update.trust.format.Digests;
import dev.catenary.device.update.trust.format.Json;
import dev.catenary.device.update.trust.format.SigningKey;
import dev.catenary.device.update.trust.format.SnapshotMetadata;
import dev.catenary.device.update.trust.format.TargetsMetadata;
import dev.catenary.device.update.trust.format.TimestampMetadata;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes a snapshot of all targets roles and the timestamp that names it. */
final class Stamp {
  /** Makes the head of what is to be signed. */
  interface Head {
    Json.Members of(String type, long version, Duration life);
  }

  private final RoleFiles files;
  private final Head head;

  Stamp(RoleFiles files, Head head) {
    this.files = files;
    this.head = head;
  }

  void write(List<SigningKey> snapshotKeys, List<SigningKey> timestampKeys, Duration life)
      throws IOException {
    // One number for both, so that a stick's stamp and the next one never have the same.
    long version =
        1 + Math.max(files.newest(SnapshotMetadata.TYPE), files.newest(TimestampMetadata.TYPE));
    Json.Members snapshot = head.of(SnapshotMetadata.TYPE, version, life);
    Json.Members meta = Json.members();
    for (String role : targetsRoles()) {
      long newest = files.newest(role);
      meta.entries().put(role + ".json", named(newest, files.read(role, newest)));
    }
    snapshot.entries().put("meta", meta);
    byte[] bytes = files.write(SnapshotMetadata.TYPE, snapshot, snapshotKeys);
    Json.Members timestamp = head.of(TimestampMetadata.TYPE, version, life);
    Json.Members one = Json.members();
    one.entries().put("snapshot.json", named(version, bytes));
    timestamp.entries().put("meta", one);
    files.write(TimestampMetadata.TYPE, timestamp, timestampKeys);
  }

  private List<String> targetsRoles() throws IOException {
    List<String> roles = new ArrayList<>(List.of(TargetsMetadata.TYPE));
    Json.Members targets = files.signed(TargetsMetadata.TYPE);
    if (targets.has("delegations")) {
      for (Json role : targets.members("delegations").items("roles")) {
        if (role instanceof Json.Members members) {
          roles.add(members.text("name"));
        }
      }
    }
    return roles;
  }

  private static Json.Members named(long version, byte[] bytes) {
    Json.Members json = Json.members();
    json.entries().put("version", Json.of(version));
    json.entries().put("length", Json.of(bytes.length));
    Json.Members hashes = Json.members();
    hashes.entries().put("sha256", Json.of(Digests.sha256(bytes)));
    json.entries().put("hashes", hashes);
    return json;
  }
}
