package dev.catenary.device.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.replay.CaptureFileReader;
import dev.catenary.capture.replay.UnreadFrames;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.CatenaryConfig.PositionSource;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.proto.counter.Counters;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A recording's packets over real sockets, sentences over a pseudo terminal. */
class SensorScanTest {
  private static final Path ROOT = Path.of(System.getProperty("catenary.root"));
  private static final Path SOCAT = Path.of("/usr/bin/socat");

  /** The sentence of NMEA 0183's own description, with its checksum. */
  private static final String GGA =
      "$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47\r\n";

  @TempDir private Path folder;

  private static List<byte[]> packets(String recording, int port, int count) throws IOException {
    List<byte[]> packets = new ArrayList<>();
    Datagram datagram = new Datagram();
    Path file = ROOT.resolve("testdata/sensors").resolve(recording).resolve("capture.pcap");
    try (var reader = new CaptureFileReader(file, new Counters(), new UnreadFrames())) {
      while (packets.size() < count && reader.next(datagram)) {
        if (datagram.destinationPort == port) {
          byte[] packet = new byte[datagram.length];
          datagram.bytes.get(datagram.offset, packet);
          packets.add(packet);
        }
      }
    }
    assertThat(packets).hasSize(count);
    return packets;
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Thread sender(Map<Integer, List<byte[]>> byPort) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try (DatagramSocket socket = new DatagramSocket()) {
                InetAddress here = InetAddress.getLoopbackAddress();
                while (!Thread.currentThread().isInterrupted()) {
                  for (var each : byPort.entrySet()) {
                    for (byte[] packet : each.getValue()) {
                      socket.send(new DatagramPacket(packet, packet.length, here, each.getKey()));
                    }
                  }
                  Thread.sleep(20);
                }
              } catch (InterruptedException | IOException _) {
                // The test is over.
              }
            });
  }

  @Test
  void sensorAndReceiverAreNamedAndMakeAConfigurationThatIsRead() throws Exception {
    int lidar = freePort();
    int receiver = freePort();
    int noise = freePort();
    Thread sender =
        sender(
            Map.of(
                lidar, packets("velodyne-vlp16-dual", 2368, 4),
                receiver, List.of(GGA.getBytes(StandardCharsets.US_ASCII)),
                noise, List.of(new byte[] {1, 2, 3})));
    NetworkScan scan;
    try {
      scan = NetworkScan.listen("127.0.0.1", Set.of(lidar, receiver, noise), Duration.ofSeconds(1));
    } finally {
      sender.interrupt();
      sender.join();
    }
    assertThat(sentence(scan, lidar)).contains("Velodyne VLP-16", "packets/s", "1,206 bytes");
    assertThat(sentence(scan, receiver)).startsWith("receiver: GGA ");
    assertThat(sentence(scan, noise)).startsWith("unknown bytes, ");

    String start = StartConfiguration.of(scan.streams(), List.of());
    CatenaryConfig config = ConfigFile.parse("scan", start, folder).require();
    assertThat(config.sensors()).singleElement();
    assertThat(config.sensors().getFirst().link().port()).isEqualTo(lidar);
    assertThat(config.position().source()).isEqualTo(PositionSource.GNSS);
    assertThat(config.position().links().getFirst().port()).isEqualTo(receiver);
  }

  private static String sentence(NetworkScan scan, int port) {
    return scan.streams().get(new NetworkScan.Place("127.0.0.1", port)).sentence(1);
  }

  @Test
  void portOfAnotherProgramIsNamed() throws IOException {
    try (DatagramSocket held = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      NetworkScan scan =
          NetworkScan.listen("127.0.0.1", Set.of(held.getLocalPort()), Duration.ofMillis(10));
      assertThat(scan.taken()).containsExactly(held.getLocalPort());
    }
  }

  /** By the makers' manuals: Velodyne 2368 and 8308, Ouster 7502, RoboSense 6699. */
  @Test
  void defaultPortsOfAllSensorsAreListenedAt() {
    assertThat(NetworkScan.usualPorts()).contains(2368, 2369, 8308, 7502, 6699);
  }

  static boolean hasSocat() {
    return Files.isExecutable(SOCAT);
  }

  @Test
  @EnabledIf("hasSocat")
  void receiverOfASerialLineIsHeard() throws Exception {
    Path line = folder.resolve("tty");
    Process socat =
        new ProcessBuilder(SOCAT.toString(), "-u", "STDIN", "PTY,raw,echo=0,link=" + line)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Thread speaker =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (OutputStream to = socat.getOutputStream()) {
                    while (!Thread.currentThread().isInterrupted()) {
                      to.write(GGA.getBytes(StandardCharsets.US_ASCII));
                      to.flush();
                      Thread.sleep(50);
                    }
                  } catch (InterruptedException | IOException _) {
                    // The test is over.
                  }
                });
    try {
      await().until(() -> Files.exists(line));
      SerialScan scan = SerialScan.listen(line, Duration.ofMillis(500));
      assertThat(scan.problem()).isEmpty();
      assertThat(scan.heard()).isNotNull();
      assertThat(scan.heard().lineSentence(0.5)).startsWith("receiver: GGA ");
      // A pseudo terminal understands itself at every speed: the first one that is tried.
      assertThat(scan.baud()).isEqualTo(SerialScan.bauds().getFirst());
    } finally {
      speaker.interrupt();
      socat.destroy();
      speaker.join();
    }
  }

  @Test
  void deviceThatIsNotThereIsNamed() throws InterruptedException {
    SerialScan scan = SerialScan.listen(folder.resolve("ttyNone"), Duration.ofMillis(10));
    assertThat(scan.problem()).contains("ttyNone");
    assertThat(scan.heard()).isNull();
  }
}
