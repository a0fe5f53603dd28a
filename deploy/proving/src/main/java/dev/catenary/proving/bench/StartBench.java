package dev.catenary.proving.bench;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.replay.CaptureFileReader;
import dev.catenary.device.Main;
import dev.catenary.device.bench.Figure;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proving.demo.DemoPorts;
import dev.catenary.proving.process.ChildProcess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * From the start of the service's process to the arrival of the first packet that it keeps, beside
 * a sensor that has been sending all along. The service runs as this process does: the same
 * runtime, options and start-up cache.
 */
public final class StartBench {
  private static final int ROUNDS = 9;
  private static final int PACKET_BYTES = 1_206;

  /** VLP-16 user manual 63-9243, chapter 9: 754 packets a second. */
  private static final int PACKETS_PER_SECOND = 754;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Path directory;

  /** One start. */
  private record Start(double seconds, double processorSeconds) {}

  /**
   * @param directory new, for configurations and journals
   */
  public StartBench(Path directory) {
    this.directory = directory;
  }

  /** Two figures: what passes, and the processor time of it. */
  public List<Figure> measure() throws IOException, InterruptedException {
    double[] seconds = new double[ROUNDS];
    double[] processorSeconds = new double[ROUNDS];
    // The first brings the files into the page cache and is not counted.
    round(ROUNDS);
    for (int round = 0; round < ROUNDS; round++) {
      Start start = round(round);
      seconds[round] = start.seconds();
      processorSeconds[round] = start.processorSeconds();
    }
    String conditions =
        "a VLP-16's rate, shipped model, new journal; options " + String.join(" ", options());
    return List.of(
        new Figure("start to first packet", "s", conditions, new Figure.Runs(seconds)),
        new Figure(
            "processor time until it is kept",
            "s",
            "the same starts",
            new Figure.Runs(processorSeconds)));
  }

  private Start round(int round) throws IOException, InterruptedException {
    Path folder = Files.createDirectory(directory.resolve("start-" + round));
    DemoPorts ports = DemoPorts.free();
    Path config = folder.resolve("catenary.yaml");
    Files.writeString(
        config,
        """
        data-directory: %s
        sensors:
          - {name: bench, link: {address: 127.0.0.1, port: %d}, position-port: 0}
        position: {source: fixed}
        service: {socket: %s}
        """
            .formatted(folder.resolve("data"), ports.lidar(), folder.resolve("status.sock")));
    List<String> command = new ArrayList<>(options());
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "run",
            "--config=" + config));
    try (Sensor sensor = new Sensor(ports.lidar())) {
      sensor.begin();
      Instant begun = Instant.now();
      try (ChildProcess service = ChildProcess.java(command, folder.resolve("service.log"))) {
        Path journal = awaitJournal(folder.resolve("data/journal"), service);
        double processorSeconds = service.processorTime().toNanos() / 1e9;
        Instant first = firstArrival(journal);
        return new Start(Duration.between(begun, first).toNanos() / 1e9, processorSeconds);
      }
    }
  }

  private static List<String> options() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments();
  }

  private static Path awaitJournal(Path folder, ChildProcess service)
      throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end) && service.isAlive()) {
      if (Files.isDirectory(folder)) {
        try (var files = Files.newDirectoryStream(folder, "*.pcapng")) {
          for (Path file : files) {
            if (Files.size(file) > PACKET_BYTES) {
              return file;
            }
          }
        }
      }
      Thread.sleep(5);
    }
    throw new IOException("found no packet kept; the service's last line: " + service.lastLine());
  }

  private static Instant firstArrival(Path journal) throws IOException {
    Datagram datagram = new Datagram();
    try (var reader = new CaptureFileReader(journal, new Counters())) {
      if (!reader.next(datagram)) {
        throw new IOException("found no datagram in " + journal + ", expected the first one");
      }
      return Instant.ofEpochSecond(0, datagram.arrivalNanos);
    }
  }

  /** Sends whether anybody listens or not. */
  private static final class Sensor implements AutoCloseable {
    private final DatagramSocket socket = new DatagramSocket();
    private final DatagramPacket packet = new DatagramPacket(new byte[PACKET_BYTES], PACKET_BYTES);
    private final Thread sending = Thread.ofPlatform().name("sensor").unstarted(this::send);
    private volatile boolean closed;

    private Sensor(int port) throws IOException {
      packet.setSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private void begin() {
      sending.start();
    }

    private void send() {
      while (!closed) {
        LockSupport.parkNanos(1_000_000_000L / PACKETS_PER_SECOND);
        try {
          socket.send(packet);
        } catch (IOException e) {
          // Nobody listens yet: a sensor does not care.
        }
      }
    }

    @Override
    public void close() throws IOException {
      closed = true;
      try {
        sending.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } finally {
        socket.close();
      }
    }
  }
}
