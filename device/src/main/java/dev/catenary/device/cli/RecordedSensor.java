package dev.catenary.device.cli;

import dev.catenary.capture.sensor.SensorDecoder;
import dev.catenary.capture.sensor.SensorDescription;
import dev.catenary.capture.sensor.SensorKey;
import dev.catenary.capture.sensor.SensorKeyException;
import dev.catenary.capture.sensor.SensorValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds whose packets a recording holds, and the sensor's files beside it. */
public final class RecordedSensor {

  private RecordedSensor() {}

  /**
   * The sensor that the first datagrams have the shape of.
   *
   * @throws IOException when the file cannot be read, or holds packets of no sensor or of several
   */
  static SensorDescription sensorOf(Path recording) throws IOException {
    return RecordedStreams.of(recording, null, 0).only().sensor();
  }

  /**
   * The decoder of a recording, by its packets and the files beside it.
   *
   * @throws IOException as {@link #sensorOf} and {@link #decoder(SensorDescription, Path, Map)}
   */
  public static SensorDecoder decoder(Path recording) throws IOException {
    return decoder(sensorOf(recording), recording, Map.of());
  }

  /**
   * The decoder of a recording of this sensor, with every range that it can measure.
   *
   * @param values of the sensor's keys, as far as they are known
   * @throws IOException when a key is wrong, or a file that the sensor needs is not there
   */
  static SensorDecoder decoder(SensorDescription sensor, Path recording, Map<String, String> values)
      throws IOException {
    Map<String, String> all = new HashMap<>(values);
    for (SensorKey key : sensor.keys()) {
      Path beside = all.containsKey(key.name()) ? null : beside(key, recording);
      if (beside != null) {
        all.put(key.name(), beside.toString());
      }
    }
    try {
      return sensor
          .setup(new SensorValues(all))
          .decoders()
          .decoder(sensor.rangeMinRecordedMetres(), sensor.rangeMaxRecordedMetres());
    } catch (SensorKeyException e) {
      throw new IOException(
          "--"
              + e.key()
              + ": found "
              + e.found()
              + "; expected "
              + e.expected()
              + placesOf(sensor, e.key(), recording)
              + ". "
              + e.cure(),
          e);
    }
  }

  private static String placesOf(SensorDescription sensor, String name, Path recording) {
    return sensor.keys().stream()
        .filter(key -> key.name().equals(name) && !key.beside().isEmpty())
        .map(key -> ", beside the recording as one of " + String.join(", ", names(key, recording)))
        .findFirst()
        .orElse("");
  }

  /** The file of a key beside a recording; null where there is none. */
  static @Nullable Path beside(SensorKey key, Path recording) {
    return names(key, recording).stream()
        .map(recording::resolveSibling)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElse(null);
  }

  private static List<String> names(SensorKey key, Path recording) {
    String name = recording.getFileName().toString();
    String base = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
    List<String> names = new ArrayList<>();
    key.beside().forEach(pattern -> names.add(pattern.formatted(base)));
    return names;
  }
}
