package dev.catenary.device.cli;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.ouster.OusterConfig;
import dev.catenary.capture.ouster.OusterDecoder;
import dev.catenary.capture.ouster.OusterMetadata;
import dev.catenary.capture.ouster.OusterMetadataException;
import dev.catenary.capture.replay.CaptureFileReader;
import dev.catenary.capture.sensor.SensorDecoder;
import dev.catenary.capture.velodyne.VelodyneConfig;
import dev.catenary.capture.velodyne.VelodyneDecoder;
import dev.catenary.proto.counter.Counters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Finds whose packets a recording holds, and an Ouster's metadata beside it. */
public final class RecordedSensor {
  /** The makers whose packets can be decoded from a file. */
  enum Maker {
    VELODYNE,
    OUSTER
  }

  private static final int DATAGRAMS = 2_000;

  private RecordedSensor() {}

  /**
   * By the lengths of the first datagrams: the makers have none in common.
   *
   * @throws IOException when the file cannot be read or holds packets of neither
   */
  static Maker makerOf(Path recording) throws IOException {
    Datagram datagram = new Datagram();
    int velodyne = 0;
    int ouster = 0;
    int read = 0;
    try (CaptureFileReader reader = new CaptureFileReader(recording, new Counters())) {
      for (; read < DATAGRAMS && reader.next(datagram); read++) {
        velodyne += VelodyneDecoder.isDataLength(datagram.length) ? 1 : 0;
        ouster += OusterDecoder.isLidarLength(datagram.length) ? 1 : 0;
      }
    }
    if (velodyne + ouster == 0) {
      throw new IOException(
          recording
              + ": found no packet of the length of a Velodyne's or an Ouster's among the first "
              + read
              + " datagrams; expected a recording of one such sensor. Name the sensor with --model"
              + " or --metadata if it is one.");
    }
    return velodyne >= ouster ? Maker.VELODYNE : Maker.OUSTER;
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
