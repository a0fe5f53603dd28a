package dev.catenary.grants.desk;

import dev.catenary.grants.identity.TokenShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of this service, from a file of {@code name = value} lines or from environment
 * variables {@code CATENARY_GRANTS_NAME}. See docs/grants.md.
 *
 * @param requestTime for a request to be read, from its connection's first byte
 * @param certificate of the HTTPS server; null where a gateway is the server
 * @param key of the HTTPS server; null as well
 * @param deviceAuthority file of the authorities whose devices are let in
 * @param vehicles file, or {@code s3://bucket/key}, as the other tables
 * @param peopleIssuer null where only vehicles are served
 * @param peopleShape where people's tokens have what we need to know
 * @param peopleKeys file or URL of the issuer's keys; null to find them by OpenID Connect discovery
 */
public record Settings(
    String listenAddress,
    int listenPort,
    int connections,
    int requestsAtOnce,
    Duration requestTime,
    @Nullable Path certificate,
    @Nullable Path key,
    Path deviceAuthority,
    String vehicles,
    String utilities,
    String revoked,
    Duration tableAge,
    @Nullable String peopleIssuer,
    TokenShape peopleShape,
    @Nullable String peopleKeys,
    Duration grantLife,
    Duration clockWindow,
    int requestsPerMinute) {
  private static final String VARIABLE = "CATENARY_GRANTS_";

  /** From a file; relative paths are taken from its folder. */
  public static Settings ofFile(Path file) throws IOException, SettingsException {
    Reader reader = new Reader(file.toAbsolutePath().getParent());
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      String plain = line.strip();
      if (!plain.isEmpty() && !plain.startsWith("#")) {
        reader.line(file + ":" + number, plain);
      }
    }
    return reader.settings(file.toString());
  }

  /** From environment variables; relative paths are taken from the working directory. */
  public static Settings ofEnvironment(Map<String, String> environment) throws SettingsException {
    Reader reader = new Reader(Path.of("").toAbsolutePath());
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(VARIABLE)) {
            String plain =
                name.substring(VARIABLE.length()).toLowerCase(Locale.ROOT).replace('_', '-');
            reader.take(/* place= */ name, /* name= */ plain, value);
          }
        });
    return reader.settings("environment");
  }

  /** Gathers what is given, and all that is wrong with it. */
  private static final class Reader {
    private final @Nullable Path base;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> places = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    private Reader(@Nullable Path base) {
      this.base = base;
    }

    private void line(String place, String line) {
      int sign = line.indexOf('=');
      if (sign < 0) {
        fault(place, "'" + line + "'", "name = value", "add the sign");
      } else {
        take(place, line.substring(0, sign).strip(), line.substring(sign + 1).strip());
      }
    }

    private void take(String place, String name, String value) {
      if (places.putIfAbsent(name, place) != null) {
        fault(place, name + " again", "each setting once", "remove a line");
      }
      values.put(name, value);
    }

    private Settings settings(String origin) throws SettingsException {
      String issuer = textOrNull("people-issuer");
      Settings settings =
          new Settings(
              text("listen-address", "127.0.0.1"),
              whole("listen-port", 8_443, 0, 65_535),
              whole("connections", 1_000, 1, 100_000),
              whole("requests-at-once", 128, 1, 10_000),
              Duration.ofSeconds(whole("request-seconds", 30, 1, 600)),
              pathOrNull("certificate"),
              pathOrNull("key"),
              path(needed(origin, "device-authority")),
              table(needed(origin, "vehicles")),
              table(needed(origin, "utilities")),
              table(needed(origin, "revoked")),
              Duration.ofSeconds(whole("table-age-seconds", 10, 0, 3_600)),
              issuer,
              shape(origin, issuer != null),
              textOrNull("people-keys"),
              Duration.ofSeconds(whole("grant-life-seconds", 300, 1, 900)),
              Duration.ofSeconds(whole("clock-window-seconds", 300, 10, 900)),
              whole("requests-per-minute", 600, 1, 1_000_000));
      values.forEach(
          (name, value) -> fault("" + places.get(name), name, "no such setting", "remove it"));
      if (!faults.isEmpty()) {
        throw new SettingsException(faults);
      }
      return settings;
    }

    private TokenShape shape(String origin, boolean people) {
      String audience = people ? needed(origin, "people-audience") : text("people-audience", "");
      return new TokenShape(
          Set.copyOf(list(audience)),
          list(text("people-audience-claims", "aud")),
          Set.copyOf(list(text("people-token-use", ""))),
          list(text("people-scope-claims", "scope")),
          names("people-scope-names"),
          list(text("people-utility-claim", "utility")),
          names("people-utility-names"));
    }

    private static List<String> list(String text) {
      return Arrays.stream(text.split(",", -1))
          .map(String::strip)
          .filter(part -> !part.isEmpty())
          .distinct()
          .toList();
    }

    /** Of {@code value=name} with commas between. */
    private Map<String, String> names(String setting) {
      Map<String, String> names = new HashMap<>();
      for (String pair : list(text(setting, ""))) {
        int sign = pair.lastIndexOf('=');
        String value = sign < 0 ? "" : pair.substring(0, sign).strip();
        String name = sign < 0 ? "" : pair.substring(sign + 1).strip();
        if (value.isEmpty() || name.isEmpty() || names.put(value, name) != null) {
          fault("" + places.get(setting), "'" + pair + "'", "value=name, each once", "correct it");
        }
      }
      return names;
    }

    private void fault(String place, String found, String expected, String cure) {
      faults.add(place + ": found " + found + "; expected " + expected + "; cure: " + cure);
    }

    private @Nullable String textOrNull(String name) {
      return values.remove(name);
    }

    private String text(String name, String otherwise) {
      String value = values.remove(name);
      return value == null ? otherwise : value;
    }

    private String needed(String origin, String name) {
      String value = text(name, "");
      if (value.isEmpty()) {
        fault(origin, "no " + name, "one", "add it");
      }
      return value;
    }

    private int whole(String name, int otherwise, int least, int most) {
      String value = values.remove(name);
      if (value == null) {
        return otherwise;
      }
      try {
        int number = Integer.parseInt(value);
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Told below.
      }
      fault("" + places.get(name), name + " " + value, least + " to " + most, "correct it");
      return otherwise;
    }

    private @Nullable Path pathOrNull(String name) {
      String value = values.remove(name);
      return value == null ? null : path(value);
    }

    private Path path(String value) {
      return base == null ? Path.of(value) : base.resolve(value);
    }

    private String table(String value) {
      return value.startsWith("s3://") ? value : path(value).toString();
    }
  }
}
