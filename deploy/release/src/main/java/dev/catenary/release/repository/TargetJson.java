package dev.catenary.release.repository;

import dev.catenary.device.update.trust.Instruction;
import dev.catenary.device.update.trust.format.Json;

/** A target as a targets role lists it. */
final class TargetJson {
  private TargetJson() {}

  static Json.Members of(long length, String sha256, Instruction instruction) {
    Json.Members json = Json.members();
    json.entries().put("length", Json.of(length));
    Json.Members hashes = Json.members();
    hashes.entries().put("sha256", Json.of(sha256));
    json.entries().put("hashes", hashes);
    json.entries().put("custom", instruction.json());
    return json;
  }
}
