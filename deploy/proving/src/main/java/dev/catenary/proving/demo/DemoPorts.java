package dev.catenary.proving.demo;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;

/** Free UDP ports of this machine, so that a demo disturbs no real sensor. */
public record DemoPorts(int lidar, int position, int ins) {
  public static DemoPorts free() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramSocket lidar = new DatagramSocket(0, loopback);
        DatagramSocket position = new DatagramSocket(0, loopback);
        DatagramSocket ins = new DatagramSocket(0, loopback)) {
      return new DemoPorts(lidar.getLocalPort(), position.getLocalPort(), ins.getLocalPort());
    }
  }
}
