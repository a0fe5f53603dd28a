package dev.catenary.device.assembly;

import dev.catenary.capture.link.DatagramRing;
import dev.catenary.capture.link.DatagramSource;
import dev.catenary.capture.link.KernelDrops;
import dev.catenary.capture.link.SenderNumber;
import dev.catenary.capture.link.SerialLink;
import dev.catenary.capture.link.SerialLinkConfig;
import dev.catenary.capture.link.TcpLink;
import dev.catenary.capture.link.TcpLinkConfig;
import dev.catenary.capture.link.UdpLink;
import dev.catenary.capture.link.UdpLinkConfig;
import dev.catenary.device.config.CatenaryConfig.LinkSettings;
import dev.catenary.device.config.CatenaryConfig.SensorConfig;
import dev.catenary.device.config.CatenaryConfig.SerialSettings;
import dev.catenary.device.config.CatenaryConfig.TcpSettings;
import dev.catenary.device.stage.Lifecycle;
import dev.catenary.proto.counter.Counters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tinylog.Logger;

/**
 * Opens every link of a configuration; all put what arrives into one ring. A UDP port that cannot
 * be opened is an error; a serial device or TCP server that is not there yet is waited for.
 */
public final class LiveLinks implements AutoCloseable {
  private static final int RING_BYTES = 64 << 20;

  private final DatagramRing ring;
  private final List<UdpLink> links = new ArrayList<>();
  private final Lifecycle stages = new Lifecycle();
  private int opened;

  public LiveLinks(List<SensorConfig> sensors, List<LinkSettings> receivers, Counters counters)
      throws IOException {
    ring = new DatagramRing(RING_BYTES, counters);
    try {
      List<WantedPort> wanted = new ArrayList<>();
      for (SensorConfig sensor : sensors) {
        int longest = sensor.description().datagramBytesMax();
        WantedPort.add(wanted, sensor.name(), sensor.link(), sensor.link().port(), longest);
        int ancillary = sensor.ancillaryPort();
        if (ancillary > 0 && ancillary != sensor.link().port()) {
          WantedPort.add(wanted, sensor.name() + "-ancillary", sensor.link(), ancillary, longest);
        }
      }
      for (LinkSettings link : receivers) {
        int longest = UdpLinkConfig.DATAGRAM_BYTES_POSSIBLE;
        WantedPort.add(wanted, "position-" + link.port(), link, link.port(), longest);
      }
      for (WantedPort port : wanted) {
        open(port, counters);
      }
    } catch (IOException e) {
      closeLinks();
      throw e;
    }
    List<Integer> ports = links.stream().map(UdpLink::port).toList();
    for (Path table : List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"))) {
      if (Files.isReadable(table)) {
        stages.addInterruptible(new KernelDrops(table, ports, counters, System::nanoTime));
      }
    }
  }

  private void open(WantedPort wanted, Counters counters) throws IOException {
    LinkSettings link = wanted.link();
    SerialSettings serial = link.serial();
    if (serial != null) {
      SerialLink line =
          new SerialLink(
              new SerialLinkConfig(wanted.name(), serial.device(), wanted.port(), serial.baud()),
              opened++,
              ring,
              counters,
              LiveLinks::hostNanos,
              System::nanoTime);
      ring.addProblem(line::problem);
      stages.addInterruptible(line);
      return;
    }
    TcpSettings tcp = link.tcp();
    if (tcp != null) {
      TcpLink client =
          new TcpLink(
              new TcpLinkConfig(wanted.name(), tcp.host(), tcp.port(), wanted.port()),
              opened++,
              ring,
              counters,
              LiveLinks::hostNanos,
              System::nanoTime);
      ring.addProblem(client::problem);
      stages.addInterruptible(client);
      return;
    }
    UdpLink udp =
        new UdpLink(
            new UdpLinkConfig(
                wanted.name(),
                link.address(),
                wanted.port(),
                wanted.sources(),
                wanted.receiveBufferBytes(),
                wanted.datagramBytesMax()),
            opened++,
            ring,
            counters,
            LiveLinks::hostNanos,
            UdpLink.Transport.best());
    links.add(udp);
    String problem = udp.receiveBufferProblem();
    if (problem != null) {
      Logger.warn(problem);
    }
  }

  /** The sender that a link accepts; {@link SenderNumber#ANY} where it accepts all. */
  static int sender(LinkSettings link) {
    String source = link.source();
    return source == null ? SenderNumber.ANY : SenderNumber.of(source);
  }

  private static long hostNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000 + now.getNano();
  }

  public DatagramSource source() {
    return ring;
  }

  public void start() {
    stages.start();
  }

  /** Closes the ports; what has arrived is still in the ring. */
  public void stop() throws InterruptedException {
    stages.stop();
    closeLinks();
    ring.close();
  }

  private void closeLinks() {
    links.forEach(UdpLink::close);
    links.clear();
  }

  @Override
  public void close() throws IOException {
    try {
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
