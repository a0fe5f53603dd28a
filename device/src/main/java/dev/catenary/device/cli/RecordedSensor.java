package dev.catenary.device.cli;

import dev.catenary.capture.ouster.OusterConfig;
import dev.catenary.capture.ouster.OusterDecoder;
import dev.catenary.capture.ouster.OusterMetadata;
import dev.catenary.capture.ouster.OusterMetadataException;
import dev.catenary.capture.sensor.SensorDecoder;
import dev.catenary.capture.velodyne.VelodyneConfig;
import dev.catenary.capture.velodyne.VelodyneDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds whose packets a recording holds, and an Ouster's metadata beside it. */
public final class RecordedSensor {
  /** The makers whose packets can be decoded from a file. */
  enum Maker {
    VELODYNE,
    OUSTER
  }

  private RecordedSensor() {}

  /** By a packet's length: the makers have none in common. Null when it is of none. */
  static @Nullable Maker makerOf(int length) {
    if (VelodyneDecoder.isDataLength(length)) {
      return Maker.VELODYNE;
    }
    return OusterDecoder.isLidarLength(length) ? Maker.OUSTER : null;
  }

  /**
   * By the lengths of the first datagrams.
   *
   * @throws IOException when the file cannot be read, or holds packets of no sensor or of several
   */
  static Maker makerOf(Path recording) throws IOException {
    return RecordedStreams.of(recording, null, 0).only().maker();
  }

  /**
   * The decoder of a recording, by its packets and, for an Ouster, the metadata beside it.
   *
   * @throws IOException as {@link #makerOf} and {@link #metadataBeside}
   */
  public static SensorDecoder decoder(Path recording) throws IOException {
    return makerOf(recording) == Maker.VELODYNE
        ? new VelodyneDecoder(VelodyneConfig.automatic())
        : new OusterDecoder(OusterConfig.of(OusterMetadata.read(metadataBeside(recording))));
  }

  /**
   * The metadata file by the recording's name, or by the name {@code metadata.json} in its folder.
   *
   * @throws OusterMetadataException when there is none
   */
  static Path metadataBeside(Path recording) throws IOException {
    String name = recording.getFileName().toString();
    String base = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
    List<Path> places =
        List.of(
            recording.resolveSibling(base + ".json"),
            recording.resolveSibling(base + "_0.json"),
            recording.resolveSibling("metadata.json"));
    for (Path place : places) {
      if (Files.isRegularFile(place)) {
        return place;
      }
    }
    throw new IOException(
        recording
            + ": found an Ouster's packets but no metadata beside them; expected one of "
            + places.stream()
                .map(place -> place.getFileName().toString())
                .collect(Collectors.joining(", "))
            + ", without which they cannot be placed. Name it with --metadata FILE. "
            + OusterMetadataException.CURE);
  }
}
