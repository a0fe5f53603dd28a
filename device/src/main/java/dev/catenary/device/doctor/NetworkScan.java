package dev.catenary.device.doctor;

import dev.catenary.capture.Sensors;
import dev.catenary.capture.sensor.AncillaryPackets;
import dev.catenary.capture.sensor.SensorDescription;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Listens at UDP ports for the packets of sensors and receivers, whoever sends them. A port that
 * another program has is named and left out.
 */
public final class NetworkScan {
  private static final int DATAGRAM_BYTES_MAX = 65_535;

  /** Ports beside a maker's own: a second and a third sensor are set to those. */
  private static final int NEXT_PORTS = 2;

  private final Map<Place, HeardStream> streams =
      new TreeMap<>(Comparator.comparingInt(Place::port).thenComparing(Place::sender));
  private final Set<Integer> taken = new TreeSet<>();

  /** A sender and the port that it sends to. */
  public record Place(String sender, int port) {}

  private NetworkScan() {}

  /** Default ports of all sensors, those next to them, and those of their other packets. */
  public static Set<Integer> usualPorts() {
    Set<Integer> ports = new TreeSet<>();
    for (SensorDescription sensor : Sensors.ALL) {
      for (int next = 0; sensor.port() > 0 && next <= NEXT_PORTS; next++) {
        ports.add(sensor.port() + next);
      }
      AncillaryPackets others = sensor.ancillary();
      if (others != null && others.port() > 0) {
        ports.add(others.port());
      }
    }
    return ports;
  }

  /**
   * Listens for a while.
   *
   * @param address local address, as {@code 0.0.0.0}
   */
  public static NetworkScan listen(String address, Collection<Integer> ports, Duration time)
      throws IOException {
    NetworkScan scan = new NetworkScan();
    try (Selector selector = Selector.open()) {
      try {
        for (int port : ports) {
          scan.open(selector, new InetSocketAddress(address, port));
        }
        scan.listen(selector, time);
      } finally {
        for (SelectionKey key : selector.keys()) {
          key.channel().close();
        }
      }
    }
    return scan;
  }

  private void open(Selector selector, InetSocketAddress at) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.bind(at).configureBlocking(false).register(selector, SelectionKey.OP_READ, at);
    } catch (IOException _) {
      channel.close();
      taken.add(at.getPort());
    }
  }

  private void listen(Selector selector, Duration time) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(DATAGRAM_BYTES_MAX);
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
      selector.select(left);
      for (SelectionKey key : selector.selectedKeys()) {
        if (((DatagramChannel) key.channel()).receive(bytes.clear())
            instanceof InetSocketAddress from) {
          Place place =
              new Place(
                  from.getAddress().getHostAddress(),
                  ((InetSocketAddress) key.attachment()).getPort());
          streams
              .computeIfAbsent(place, _ -> new HeardStream())
              .take(bytes, 0, bytes.position(), System.nanoTime());
        }
      }
      selector.selectedKeys().clear();
    }
  }

  /** Everything heard, in the order of ports and senders. */
  public Map<Place, HeardStream> streams() {
    return streams;
  }

  /** Ports that another program has. */
  public Set<Integer> taken() {
    return taken;
  }
}
