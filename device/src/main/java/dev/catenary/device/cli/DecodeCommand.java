package dev.catenary.device.cli;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.ouster.OusterConfig;
import dev.catenary.capture.ouster.OusterDecoder;
import dev.catenary.capture.ouster.OusterMetadata;
import dev.catenary.capture.replay.CaptureFileReader;
import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.capture.sensor.SensorDecoder;
import dev.catenary.capture.velodyne.VelodyneCalibrationFile;
import dev.catenary.capture.velodyne.VelodyneConfig;
import dev.catenary.capture.velodyne.VelodyneDecoder;
import dev.catenary.capture.velodyne.VelodyneModel;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatch;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the points of one recording, as the sensor's decoder gives them. */
@Command(
    name = "decode",
    description = {
      "Write the points of one recording as CSV, in the sensor's frame.",
      "Velodyne or Ouster: found from the packets. An Ouster's metadata is found beside the recording"
          + " (FILE's name with .json, or metadata.json).",
      "Columns: packet (from 0), x, y, z (m), intensity, ring, return (1 strongest, 2 last or second,"
          + " 3 both), time_ns (the sensor's clock)."
    })
final class DecodeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "A pcap or pcapng recording of one sensor.")
  private Path file;

  @Option(names = "--out", required = true, description = "The CSV file to write.")
  private Path out;

  @Option(
      names = "--model",
      description = "VLP-16, Puck Hi-Res, HDL-32E, VLP-32C or VLS-128; left out, from the packets.")
  private @Nullable String model;

  @Option(names = "--calibration", description = "The unit's own calibration file (YAML).")
  private @Nullable Path calibration;

  @Option(names = "--metadata", description = "An Ouster's metadata (JSON), if not beside FILE.")
  private @Nullable Path metadata;

  @Override
  public Integer call() throws IOException {
    SensorDecoder decoder = decoder();
    PointBatch batch = new PointBatch(decoder.pointsPerPacketMax());
    Counters counters = new Counters();
    Datagram datagram = new Datagram();
    long packet = 0;
    try (CaptureFileReader reader = new CaptureFileReader(file, counters);
        BufferedWriter writer = Files.newBufferedWriter(out)) {
      PointCsv csv = new PointCsv(writer);
      while (reader.next(datagram)) {
        batch.clear();
        DecodeStatus status =
            decoder.decode(datagram.bytes, datagram.offset, datagram.length, batch);
        counters.increment(status.counter());
        if (status == DecodeStatus.OK) {
          counters.add(DeviceCounter.POINTS_DECODED, batch.size);
          csv.write(packet, batch);
          packet++;
        }
      }
    }
    report(decoder, counters);
    return counters.get(DeviceCounter.PACKETS_DECODED) > 0 ? 0 : 1;
  }

  private SensorDecoder decoder() throws IOException {
    boolean isVelodyne = model != null || calibration != null;
    if (isVelodyne && metadata != null) {
      throw new ParameterException(
          spec.commandLine(),
          "Found --metadata beside --model or --calibration; expected the one for an Ouster or the"
              + " others for a Velodyne. Leave out what is not of this sensor.");
    }
    if (metadata == null
        && (isVelodyne || RecordedSensor.makerOf(file) == RecordedSensor.Maker.VELODYNE)) {
      return velodyne();
    }
    Path own = metadata == null ? RecordedSensor.metadataBeside(file) : metadata;
    return new OusterDecoder(OusterConfig.of(OusterMetadata.read(own)));
  }

  private VelodyneDecoder velodyne() throws IOException {
    VelodyneModel named = model == null ? null : VelodyneModel.named(model);
    return new VelodyneDecoder(
        new VelodyneConfig(
            named,
            calibration == null ? null : VelodyneCalibrationFile.read(calibration),
            VelodyneConfig.RANGE_MIN_METRES,
            VelodyneConfig.RANGE_MAX_METRES));
  }

  private void report(SensorDecoder decoder, Counters counters) {
    var err = spec.commandLine().getErr();
    err.println(decoder.describe());
    for (Map.Entry<DeviceCounter, Long> entry : counters.snapshot().entrySet()) {
      err.printf("%12d  %s%n", entry.getValue(), entry.getKey().sentence());
    }
    if (counters.get(DeviceCounter.PACKETS_WRONG_MODEL) > 0 && decoder instanceof OusterDecoder) {
      err.println(
          "Some packets are not of the sensor or the profile of the metadata. Cure: give the"
              + " metadata of this sensor with --metadata, or record one sensor a file.");
    } else if (counters.get(DeviceCounter.PACKETS_WRONG_MODEL) > 0) {
      err.println(
          "Some packets are of another model than "
              + (model == null ? "the first ones" : model)
              + ". Cure: give --model, or record one sensor a file.");
    }
    err.flush();
  }
}
