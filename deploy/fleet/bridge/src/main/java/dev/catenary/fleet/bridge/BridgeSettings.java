package dev.catenary.fleet.bridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the bridge, from a file of {@code name = value} lines. What begins with {@code
 * kafka.} goes to the producer without it. See docs/fleet.md.
 *
 * @param mqttAuthority PEM of the broker's authority; null for a connection without TLS
 * @param mqttCertificate PEM of the bridge's own certificate; null for none
 * @param mqttKey its key as PKCS#8 PEM
 * @param kafka what the producer and the admin client take
 */
public record BridgeSettings(
    String mqttHost,
    int mqttPort,
    String mqttClient,
    @Nullable Path mqttAuthority,
    @Nullable Path mqttCertificate,
    @Nullable Path mqttKey,
    Path vehicles,
    Path utilities,
    Path revoked,
    int partitions,
    Properties kafka) {
  private static final String KAFKA = "kafka.";
  private static final Set<String> NAMES =
      Set.of(
          "mqtt-host",
          "mqtt-port",
          "mqtt-client",
          "mqtt-authority",
          "mqtt-certificate",
          "mqtt-key",
          "vehicles",
          "utilities",
          "revoked",
          "partitions");

  /** Reads a file; relative paths are taken from its folder. */
  public static BridgeSettings ofFile(Path file) throws IOException {
    Properties all = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      all.load(reader);
    }
    Properties kafka = new Properties();
    Set<String> unknown = new TreeSet<>();
    for (String name : all.stringPropertyNames()) {
      if (name.startsWith(KAFKA)) {
        kafka.setProperty(name.substring(KAFKA.length()), all.getProperty(name));
      } else if (!NAMES.contains(name)) {
        unknown.add(name);
      }
    }
    if (!unknown.isEmpty()) {
      throw new IOException(
          file + ": found " + unknown + "; expected " + new TreeSet<>(NAMES) + "; cure: remove it");
    }
    if (!kafka.containsKey("bootstrap.servers")) {
      throw missing(file, "kafka.bootstrap.servers");
    }
    Path base = file.toAbsolutePath().getParent();
    return new BridgeSettings(
        all.getProperty("mqtt-host", "127.0.0.1"),
        number(file, all, "mqtt-port", 8883),
        all.getProperty("mqtt-client", "catenary-fleet-bridge"),
        path(base, all.getProperty("mqtt-authority")),
        path(base, all.getProperty("mqtt-certificate")),
        path(base, all.getProperty("mqtt-key")),
        needed(file, base, all, "vehicles"),
        needed(file, base, all, "utilities"),
        needed(file, base, all, "revoked"),
        number(file, all, "partitions", 4),
        kafka);
  }

  private static int number(Path file, Properties all, String name, int otherwise)
      throws IOException {
    String text = all.getProperty(name, String.valueOf(otherwise)).strip();
    try {
      int value = Integer.parseInt(text);
      if (value > 0 && value <= 65_535) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, as any other number that is none.
    }
    throw new IOException(
        file + ": found " + name + " '" + text + "'; expected 1 to 65535; cure: correct it");
  }

  private static Path needed(Path file, @Nullable Path base, Properties all, String name)
      throws IOException {
    Path path = path(base, all.getProperty(name));
    if (path == null) {
      throw missing(file, name);
    }
    return path;
  }

  private static @Nullable Path path(@Nullable Path base, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    return base == null ? Path.of(text.strip()) : base.resolve(text.strip());
  }

  private static IOException missing(Path file, String name) {
    return new IOException(file + ": found no " + name + "; expected it; cure: add the line");
  }
}
