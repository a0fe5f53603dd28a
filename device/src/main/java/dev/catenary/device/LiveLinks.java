package dev.catenary.device;

import dev.catenary.capture.link.DatagramRing;
import dev.catenary.capture.link.DatagramSource;
import dev.catenary.capture.link.KernelDrops;
import dev.catenary.capture.link.UdpLink;
import dev.catenary.capture.link.UdpLinkConfig;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.CatenaryConfig.LinkSettings;
import dev.catenary.device.config.CatenaryConfig.SensorConfig;
import dev.catenary.proto.counter.Counters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tinylog.Logger;

/** Opens every port of a configuration; all put what arrives into one ring. */
public final class LiveLinks implements AutoCloseable {
  private static final int RING_BYTES = 64 << 20;

  private final DatagramRing ring;
  private final List<UdpLink> links = new ArrayList<>();
  private final Lifecycle drops = new Lifecycle();

  public LiveLinks(CatenaryConfig config, Counters counters) throws IOException {
    ring = new DatagramRing(RING_BYTES, counters);
    try {
      for (SensorConfig sensor : config.sensors()) {
        open(sensor.name(), sensor.link(), sensor.link().port(), counters);
        int ancillary = sensor.ancillaryPort();
        if (ancillary > 0 && ancillary != sensor.link().port()) {
          open(sensor.name() + "-ancillary", sensor.link(), ancillary, counters);
        }
      }
      for (LinkSettings link : config.position().links()) {
        open("position-" + link.port(), link, link.port(), counters);
      }
    } catch (IOException e) {
      closeLinks();
      throw e;
    }
    List<Integer> ports = links.stream().map(UdpLink::port).toList();
    for (String table : List.of("/proc/net/udp", "/proc/net/udp6")) {
      drops.addInterruptible(new KernelDrops(Path.of(table), ports, counters, System::nanoTime));
    }
  }

  private void open(String name, LinkSettings link, int port, Counters counters)
      throws IOException {
    UdpLink opened =
        new UdpLink(
            new UdpLinkConfig(
                name,
                link.address(),
                port,
                link.source(),
                link.receiveBufferBytes(),
                UdpLinkConfig.DEFAULT_DATAGRAM_BYTES_MAX),
            links.size(),
            ring,
            counters,
            LiveLinks::hostNanos,
            UdpLink.Transport.best());
    links.add(opened);
    String problem = opened.receiveBufferProblem();
    if (problem != null) {
      Logger.warn(problem);
    }
  }

  private static long hostNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000 + now.getNano();
  }

  public DatagramSource source() {
    return ring;
  }

  public void start() {
    drops.start();
  }

  /** Closes the ports; what has arrived is still in the ring. */
  public void stop() throws InterruptedException {
    drops.stop();
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
