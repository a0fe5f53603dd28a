package dev.catenary.proving.demo;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Free ports of this machine, so that a demo disturbs no real sensor.
 *
 * @param lidar UDP, as the next two
 * @param page TCP
 */
public record DemoPorts(int lidar, int position, int ins, int page) {
  public static DemoPorts free() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramSocket lidar = new DatagramSocket(0, loopback);
        DatagramSocket position = new DatagramSocket(0, loopback);
        DatagramSocket ins = new DatagramSocket(0, loopback);
        ServerSocket page = new ServerSocket(0, 1, loopback)) {
      return new DemoPorts(
          lidar.getLocalPort(), position.getLocalPort(), ins.getLocalPort(), page.getLocalPort());
    }
  }
}
