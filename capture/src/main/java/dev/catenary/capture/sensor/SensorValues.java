package dev.catenary.capture.sensor;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a sensor's own keys, as a configuration or a command line gives them. */
public final class SensorValues {
  private final Map<String, String> values;

  /**
   * @param values by the key's name; files as paths that can be opened; a key that is left out is
   *     missing or empty
   */
  public SensorValues(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** The value, the key's default, or null where it has none. */
  public @Nullable String text(SensorKey key) {
    String value = values.getOrDefault(key.name(), key.fallback());
    return value.isEmpty() ? null : value;
  }

  public @Nullable Path file(SensorKey key) {
    String value = text(key);
    return value == null ? null : Path.of(value);
  }

  /** The value of a {@link SensorKey.Form#CHOICE}, which always has one. */
  public String choice(SensorKey key) {
    return values.getOrDefault(key.name(), key.fallback());
  }
}
