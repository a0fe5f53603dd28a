package dev.catenary.device.doctor;

import dev.catenary.capture.link.UdpLink;
import dev.catenary.device.config.CatenaryConfig.LinkSettings;
import dev.catenary.device.config.CatenaryConfig.SensorConfig;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Listens at a port as the service would: is it free, and does anything arrive? */
public final class PortCheck implements Check {
  private static final int DATAGRAM_BYTES_MAX = 65_535;

  private final String name;
  private final String address;
  private final int port;
  private final @Nullable String source;
  private final Duration listen;
  private final boolean serviceRuns;

  /**
   * @param name of the sensor or receiver
   * @param source the only address that counts; null for any
   * @param serviceRuns true when the port is the running service's, and cannot be listened at
   */
  public PortCheck(
      String name,
      String address,
      int port,
      @Nullable String source,
      Duration listen,
      boolean serviceRuns) {
    this.name = name;
    this.address = address;
    this.port = port;
    this.source = source;
    this.listen = listen;
    this.serviceRuns = serviceRuns;
  }

  /** One check for each UDP port of sensors and receivers. */
  public static List<Check> of(
      List<SensorConfig> sensors, List<LinkSettings> receivers, Duration listen, boolean running) {
    List<Check> checks = new ArrayList<>();
    for (var sensor : sensors) {
      var link = sensor.link();
      if (link.serial() != null) {
        continue;
      }
      checks.add(
          new PortCheck(
              sensor.name(), link.address(), link.port(), link.source(), listen, running));
    }
    for (var link : receivers) {
      if (link.isUdp()) {
        checks.add(
            new PortCheck("position", link.address(), link.port(), link.source(), listen, running));
      }
    }
    return checks;
  }

  @Override
  public List<Diagnosis> look() throws IOException {
    String check = "port " + port + " (" + name + ")";
    String expected = "packets" + (source == null ? "" : " from " + source);
    if (serviceRuns) {
      return List.of(
          Diagnosis.good(check, "held by the running service: catenary status", expected));
    }
    if (!UdpLink.isHere(address)) {
      return List.of(
          Diagnosis.bad(
              check,
              "no interface has the address " + address,
              address + " on the interface where the sensor hangs",
              "Give it that address (ip addr), or listen on 0.0.0.0. The service waits for it."));
    }
    try (DatagramSocket socket = new DatagramSocket(null)) {
      socket.bind(new InetSocketAddress(address, port));
      return List.of(listen(socket, check, expected));
    } catch (SocketException e) {
      return List.of(
          Diagnosis.bad(
              check,
              "not free (" + e.getMessage() + ")",
              "a free port of " + address,
              "See who has it (ss -lunp), or give the sensor another port."));
    }
  }

  /** Sensor's packets at the other ports that sensors send to by default; empty for none. */
  private String elsewhere() throws IOException {
    Set<Integer> others = NetworkScan.usualPorts();
    others.remove(port);
    for (var heard : NetworkScan.listen(address, others, listen).streams().entrySet()) {
      if (heard.getValue().isOfSensor()) {
        return heard.getValue().sentence(listen.toMillis() / 1e3)
            + " from "
            + heard.getKey().sender()
            + " to port "
            + heard.getKey().port();
      }
    }
    return "";
  }

  private Diagnosis listen(DatagramSocket socket, String check, String expected)
      throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[DATAGRAM_BYTES_MAX], DATAGRAM_BYTES_MAX);
    long end = System.nanoTime() + listen.toNanos();
    String other = "";
    for (long left = listen.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
      socket.setSoTimeout((int) left);
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        break;
      }
      String from = packet.getAddress().getHostAddress();
      if (source == null || source.equals(from)) {
        return Diagnosis.good(
            check, "a packet of " + packet.getLength() + " bytes from " + from, expected);
      }
      other = from;
    }
    String elsewhere = other.isEmpty() ? elsewhere() : "";
    if (!elsewhere.isEmpty()) {
      return Diagnosis.bad(
          check,
          "no packet in " + listen.toMillis() / 1e3 + " s, but " + elsewhere,
          expected,
          "Set link.port to that port, or the sensor's destination port to " + port + ".");
    }
    return Diagnosis.bad(
        check,
        other.isEmpty()
            ? "no packet in " + listen.toMillis() / 1e3 + " s"
            : "packets from " + other + " alone",
        expected,
        other.isEmpty()
            ? "Check the sensor's power, cable and destination address; look for a firewall."
            : "Correct link.source, or the sensor's own address.");
  }
}
