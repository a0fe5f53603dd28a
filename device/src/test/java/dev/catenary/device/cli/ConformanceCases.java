package dev.catenary.device.cli;

import dev.catenary.device.update.trust.format.Json;
import dev.catenary.device.update.trust.format.StrictJson;
import dev.catenary.device.update.trust.format.UrlText;
import dev.catenary.proto.testing.RecordingsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The cases of the public suite theupdateframework/tuf-conformance, as data. */
record ConformanceCases(Path folder, Instant now, Map<String, List<Step>> steps) {
  /**
   * One call of the client.
   *
   * @param trusted roles and versions expected afterwards; a version is empty when it has none
   * @param downloaded SHA-256 of the files expected afterwards
   */
  record Step(
      int number,
      List<String> targets,
      Instant clock,
      int exit,
      Optional<Map<String, Optional<Long>>> trusted,
      Optional<List<String>> downloaded,
      Optional<String> repository) {}

  static ConformanceCases read() throws IOException {
    Path folder = RecordingsFolder.path().resolve("tuf-cases");
    Json.Members file =
        StrictJson.read("cases.json", Files.readAllBytes(folder.resolve("cases.json")));
    Instant now = Instant.parse(file.text("now"));
    Map<String, List<Step>> cases = new TreeMap<>();
    Json.Members listed = file.members("cases");
    for (String name : listed.entries().keySet()) {
      List<Step> steps = new ArrayList<>();
      for (Json step : listed.items(name)) {
        steps.add(step((Json.Members) step, now));
      }
      cases.put(name, steps);
    }
    return new ConformanceCases(folder, now, cases);
  }

  private static Step step(Json.Members json, Instant now) throws IOException {
    Instant clock =
        isNull(json, "clock_offset")
            ? now
            : now.plusSeconds(Long.parseLong(json.text("clock_offset")));
    return new Step(
        (int) json.whole("step"),
        isNull(json, "targets") ? List.of() : json.texts("targets"),
        clock,
        (int) json.whole("exit"),
        isNull(json, "trusted") ? Optional.empty() : Optional.of(trusted(json.members("trusted"))),
        isNull(json, "downloaded_sha256")
            ? Optional.empty()
            : Optional.of(json.texts("downloaded_sha256").stream().sorted().toList()),
        isNull(json, "repository") ? Optional.empty() : Optional.of(json.text("repository")));
  }

  private static Map<String, Optional<Long>> trusted(Json.Members json) throws IOException {
    Map<String, Optional<Long>> trusted = new TreeMap<>();
    for (Map.Entry<String, Json> role : json.entries().entrySet()) {
      trusted.put(
          role.getKey(),
          role.getValue() instanceof Json.Whole(long version)
              ? Optional.of(version)
              : Optional.empty());
    }
    return trusted;
  }

  private static boolean isNull(Json.Members json, String name) {
    return !json.has(name) || json.entries().get(name) == Json.Null.NULL;
  }

  /** The folder of a case. */
  Path folder(String name) {
    String encoded = UrlText.part(name);
    return folder.resolve(encoded);
  }
}
