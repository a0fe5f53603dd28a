package dev.catenary.device.cli;

import dev.catenary.capture.RepeatedDatagrams;
import dev.catenary.capture.Sensors;
import dev.catenary.capture.UndecidedPackets;
import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.link.SenderNumber;
import dev.catenary.capture.link.Strangers;
import dev.catenary.capture.replay.CaptureFileReader;
import dev.catenary.capture.replay.UnreadFrames;
import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.capture.sensor.SensorDecoder;
import dev.catenary.capture.sensor.SensorDescription;
import dev.catenary.capture.sensor.SensorKey;
import dev.catenary.device.health.StrangeTraffic;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatch;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
      "The sensor is found from the packets. A metadata or correction file is found beside the"
          + " recording (FILE's name with .json or .csv, or metadata.json, correction.csv).",
      "Columns: packet (from 0), x, y, z (m), intensity, ring, return (1 strongest, 2 last or second,"
          + " 3 both), time_ns (the sensor's clock)."
    })
final class DecodeCommand implements Callable<Integer> {
  private static final int DATAGRAMS_A_LOOK = 2_000;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "Recording of one sensor (pcap or pcapng).")
  private Path file;

  @Option(names = "--out", required = true, description = "CSV file to write.")
  private Path out;

  @Option(
      names = "--type",
      description = "Maker of the sensor, as in a configuration. Default: by the packets.")
  private @Nullable String type;

  @Option(
      names = "--model",
      description = "Model of the sensor, as VLP-16. Default: by the packets.")
  private @Nullable String model;

  @Option(
      names = "--calibration",
      description = "Calibration file of this unit. Default: the maker's values for the model.")
  private @Nullable Path calibration;

  @Option(
      names = "--metadata",
      description = "Metadata of the sensor (JSON). Default: the one beside FILE.")
  private @Nullable Path metadata;

  @Option(
      names = "--source",
      description = "Address of the sensor, where the recording holds several senders.")
  private @Nullable String source;

  @Option(
      names = "--port",
      description = "UDP port that the sensor's packets go to, where one sender has several.")
  private int port;

  @Override
  public Integer call() throws IOException {
    RecordedStreams streams = streams();
    Map<String, String> values = values();
    SensorDescription sensor = sensor(values.keySet(), streams);
    SensorDecoder decoder = RecordedSensor.decoder(sensor, file, values);
    // Metadata choose among a sensor's packets themselves: others are of a wrong model.
    boolean isChosenByMetadata = metadata != null && streams.all().size() != 1;
    int sender =
        streams.all().isEmpty() || isChosenByMetadata ? SenderNumber.ANY : streams.only().sender();
    PointBatch batch = new PointBatch(decoder.pointsPerPacketMax());
    Counters counters = new Counters();
    UnreadFrames unread = new UnreadFrames();
    Strangers strangers = new Strangers();
    RepeatedDatagrams repeated = new RepeatedDatagrams();
    UndecidedPackets undecided = new UndecidedPackets();
    Datagram datagram = new Datagram();
    long packet = 0;
    try (CaptureFileReader reader = new CaptureFileReader(file, counters, unread);
        BufferedWriter writer = Files.newBufferedWriter(out)) {
      PointCsv csv = new PointCsv(writer);
      ProgressBar bar = new ProgressBar(spec.commandLine().getErr());
      long bytes = Math.max(1, Files.size(file));
      long read = 0;
      while (reader.next(datagram)) {
        if (++read % DATAGRAMS_A_LOOK == 0) {
          bar.show((double) reader.offset() / bytes, "");
        }
        if ((sender != SenderNumber.ANY && datagram.sourceIpv4 != sender)
            || (port != 0 && datagram.destinationPort != port)) {
          counters.increment(DeviceCounter.DATAGRAMS_UNKNOWN_SOURCE);
          strangers.count(datagram, false);
          continue;
        }
        if (repeated.isRepeated(datagram)) {
          counters.increment(DeviceCounter.DATAGRAMS_REPEATED);
          continue;
        }
        if (undecided.keep(decoder, datagram)) {
          continue;
        }
        if (undecided.endsWith(datagram.length)) {
          for (Datagram kept : undecided.takeAll()) {
            packet += packet(decoder, kept, batch, counters, csv, packet);
          }
        }
        packet += packet(decoder, datagram, batch, counters, csv, packet);
      }
      for (Datagram kept : undecided.takeAll()) {
        packet += packet(decoder, kept, batch, counters, csv, packet);
      }
      bar.end();
    }
    counters.add(DeviceCounter.PACKETS_MISSING, decoder.packetsMissing());
    counters.add(DeviceCounter.PACKETS_UNKNOWN_PRODUCT, decoder.packetsOfUnknownProduct());
    report(sensor, decoder, counters, unread, strangers);
    return counters.get(DeviceCounter.PACKETS_DECODED) > 0 ? 0 : 1;
  }

  /** Decodes one packet and writes its points; 1 when it had the sensor's form, else 0. */
  private static int packet(
      SensorDecoder decoder,
      Datagram datagram,
      PointBatch batch,
      Counters counters,
      PointCsv csv,
      long number)
      throws IOException {
    batch.clear();
    DecodeStatus status = decoder.decode(datagram.bytes, datagram.offset, datagram.length, batch);
    counters.increment(status.counter());
    if (status != DecodeStatus.OK) {
      return 0;
    }
    counters.add(DeviceCounter.POINTS_DECODED, batch.size);
    csv.write(number, batch);
    return 1;
  }

  private RecordedStreams streams() throws IOException {
    try {
      return RecordedStreams.of(file, source, port);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--source: " + e.getMessage(), e);
    }
  }

  /** The values of the sensor's own keys, as far as options give them. */
  private Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    if (model != null) {
      values.put("model", model);
    }
    if (calibration != null) {
      values.put("calibration", calibration.toString());
    }
    if (metadata != null) {
      values.put("metadata", metadata.toString());
    }
    return values;
  }

  /** The sensor that has these keys: the only one, or the one that the packets show. */
  private SensorDescription sensor(Set<String> keys, RecordedStreams streams) throws IOException {
    List<SensorDescription> having =
        Sensors.ALL.stream()
            .filter(sensor -> type == null || sensor.type().equals(type))
            .filter(sensor -> keysOf(sensor).containsAll(keys))
            .toList();
    if (having.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "Found "
              + (type == null ? "" : "--type " + type + (keys.isEmpty() ? "" : " and "))
              + keys.stream().map(key -> "--" + key).collect(Collectors.joining(" beside "))
              + "; expected a sensor that has each of them ("
              + Sensors.ALL.stream().map(DecodeCommand::optionsOf).collect(Collectors.joining("; "))
              + "). Leave out what is not of this sensor.");
    }
    if (having.size() == 1) {
      return having.getFirst();
    }
    SensorDescription found = streams.only().sensor();
    if (!having.contains(found)) {
      throw new ParameterException(
          spec.commandLine(),
          "Found packets of "
              + found.maker()
              + " and options of another sensor; expected those of "
              + optionsOf(found)
              + ". Leave out what is not of this sensor.");
    }
    return found;
  }

  private static List<String> keysOf(SensorDescription sensor) {
    return sensor.keys().stream().map(SensorKey::name).toList();
  }

  private static String optionsOf(SensorDescription sensor) {
    return sensor.type() + " " + String.join(", ", keysOf(sensor));
  }

  private void report(
      SensorDescription sensor,
      SensorDecoder decoder,
      Counters counters,
      UnreadFrames unread,
      Strangers strangers) {
    var err = spec.commandLine().getErr();
    err.println(decoder.describe());
    for (Map.Entry<DeviceCounter, Long> entry : counters.snapshot().entrySet()) {
      err.printf("%12d  %s%n", entry.getValue(), entry.getKey().sentence());
    }
    unread.problems().forEach(err::println);
    StrangeTraffic.sentences(strangers.list(), 0)
        .forEach(sentence -> err.println("Not of this sensor: " + sentence));
    if (counters.get(DeviceCounter.PACKETS_WRONG_MODEL) > 0) {
      err.println(sensor.whenOtherModel());
    }
    err.flush();
  }
}
