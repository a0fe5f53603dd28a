package dev.catenary.device.cli;

import dev.catenary.capture.Sensors;
import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.link.SenderNumber;
import dev.catenary.capture.link.Strangers;
import dev.catenary.capture.replay.CaptureFileReader;
import dev.catenary.capture.replay.UnreadFrames;
import dev.catenary.capture.sensor.SensorDescription;
import dev.catenary.device.health.StrangeTraffic;
import dev.catenary.proto.counter.Counters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The senders of sensor packets among the first datagrams of a recording, and all else there. */
final class RecordedStreams {
  private static final int DATAGRAMS = 20_000;

  private final Path file;
  private final List<Stream> streams = new ArrayList<>();
  private final Strangers others = new Strangers();
  private final UnreadFrames unread = new UnreadFrames();
  private int read;

  /** Packets of one sensor's shape from one sender to one port. */
  static final class Stream {
    private final int sender;
    private final String address;
    private final int port;
    private final SensorDescription sensor;
    private long packets;

    private Stream(int sender, String address, int port, SensorDescription sensor) {
      this.sender = sender;
      this.address = address;
      this.port = port;
      this.sensor = sensor;
    }

    int sender() {
      return sender;
    }

    SensorDescription sensor() {
      return sensor;
    }

    private String text() {
      return String.format(Locale.ROOT, "%s (%,d packets to port %d)", address, packets, port);
    }
  }

  private RecordedStreams(Path file) {
    this.file = file;
  }

  /**
   * Reads the beginning of a recording.
   *
   * @param source only packets of this sender; null for all
   * @param port only packets to this port; 0 for all
   */
  static RecordedStreams of(Path file, @Nullable String source, int port) throws IOException {
    RecordedStreams found = new RecordedStreams(file);
    int sender = source == null ? SenderNumber.ANY : SenderNumber.of(source);
    Datagram datagram = new Datagram();
    try (CaptureFileReader reader = new CaptureFileReader(file, new Counters(), found.unread)) {
      for (; found.read < DATAGRAMS && reader.next(datagram); found.read++) {
        boolean isChosen =
            (sender == SenderNumber.ANY || sender == datagram.sourceIpv4)
                && (port == 0 || port == datagram.destinationPort);
        if (isChosen) {
          found.count(datagram);
        } else {
          found.others.count(datagram, false);
        }
      }
    }
    return found;
  }

  private void count(Datagram datagram) {
    SensorDescription sensor = sensorOf(datagram);
    if (sensor == null) {
      others.count(datagram, false);
      return;
    }
    for (Stream stream : streams) {
      if (stream.sender == datagram.sourceIpv4
          && stream.port == datagram.destinationPort
          && stream.sensor.equals(sensor)) {
        stream.packets++;
        return;
      }
    }
    Stream stream =
        new Stream(
            datagram.sourceIpv4, SenderNumber.text(datagram), datagram.destinationPort, sensor);
    stream.packets = 1;
    streams.add(stream);
  }

  private static @Nullable SensorDescription sensorOf(Datagram datagram) {
    for (SensorDescription sensor : Sensors.ALL) {
      if (sensor.recognise(datagram.bytes, datagram.offset, datagram.length) != null) {
        return sensor;
      }
    }
    return null;
  }

  List<Stream> all() {
    return streams;
  }

  /**
   * The only stream there is.
   *
   * @throws IOException when there is none, or there are several
   */
  Stream only() throws IOException {
    if (streams.isEmpty()) {
      throw new IOException(nothing());
    }
    if (streams.size() > 1) {
      throw new IOException(
          file
              + ": found packets of "
              + streams.size()
              + " senders: "
              + streams.stream().map(Stream::text).collect(Collectors.joining(", "))
              + "; expected one sensor. Cure: choose one with --source ADDRESS or --port PORT.");
    }
    return streams.getFirst();
  }

  /** Reason why there is none: all that was found in place of it. */
  private String nothing() {
    List<String> problems = new ArrayList<>(unread.problems());
    StrangeTraffic.sentences(others.list(), 0).stream()
        .map(sentence -> "Found " + sentence.replaceFirst(", for which nobody.*", "."))
        .forEach(problems::add);
    if (!unread.otherProtocols().isEmpty()) {
      problems.add("Found other protocols: " + unread.otherProtocols() + ".");
    }
    if (unread.problems().isEmpty()) {
      problems.add(
          "Expected a recording of one such sensor. Cure: name the sensor with --type if it is"
              + " one.");
    }
    return file
        + ": found no packet of "
        + Sensors.makers()
        + " among the first "
        + read
        + " datagrams. "
        + String.join(" ", problems);
  }
}
