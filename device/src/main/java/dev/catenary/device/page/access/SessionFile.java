package dev.catenary.device.page.access;

import dev.catenary.device.json.JsonException;
import dev.catenary.device.json.JsonReader;
import dev.catenary.device.json.JsonText;
import dev.catenary.device.page.access.Sessions.Held;
import dev.catenary.durable.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Sessions on the disk, for the service's user alone: who, what for, until when, and the digest of
 * the cookie. They hold only while those are trusted who let these people in.
 *
 * @param trust stands for the keys and issuers that sign people in; another ends every session
 */
public record SessionFile(Path path, String trust) {
  private static final long BYTES_MAX = 65_536;

  /** Reads the sessions that a run before has left; none where the file cannot be used. */
  List<Held> read() {
    List<Held> sessions = new ArrayList<>();
    try {
      if (!Files.exists(path) || Files.size(path) > BYTES_MAX) {
        return sessions;
      }
      if (JsonReader.read(Files.readString(path)) instanceof Map<?, ?> kept
          && trust.equals(kept.get("trust"))
          && kept.get("sessions") instanceof List<?> list) {
        for (Object each : list) {
          Held one = each instanceof Map<?, ?> members ? held(members) : null;
          if (one != null) {
            sessions.add(one);
          }
        }
      }
    } catch (IOException | JsonException e) {
      Logger.warn("sessions of the run before are not taken up: {}", e.getMessage());
    }
    return sessions;
  }

  private static @Nullable Held held(Map<?, ?> members) {
    if (members.get("digest") instanceof String digest
        && members.get("subject") instanceof String subject
        && members.get("scopes") instanceof String scopes
        && members.get("end") instanceof Long end
        && members.get("used") instanceof Long used) {
      Set<Scope> known = Scope.ofWords(scopes);
      return new Held(digest, subject, known, end, Instant.ofEpochSecond(used));
    }
    return null;
  }

  void write(List<Held> sessions) throws IOException {
    List<Object> list = new ArrayList<>();
    for (Held each : sessions) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("digest", each.digest());
      one.put("subject", each.subject());
      one.put("scopes", each.scopes().stream().map(Scope::word).collect(Collectors.joining(" ")));
      one.put("end", each.end());
      one.put("used", each.usedAt().getEpochSecond());
      list.add(one);
    }
    Map<String, Object> kept = new LinkedHashMap<>();
    kept.put("trust", trust);
    kept.put("sessions", list);
    WholeFile.write(path, JsonText.of(kept) + "\n", PosixFilePermissions.fromString("rw-------"));
  }
}
