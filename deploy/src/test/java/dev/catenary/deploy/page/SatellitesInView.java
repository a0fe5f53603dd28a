package dev.catenary.deploy.page;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Sends what a receiver says of the sky, once a second: GSV sentences of two systems.
 *
 * <p>Source: NMEA 0183, sentence GSV: number of sentences, this one's, satellites in view, then
 * number, elevation, azimuth and strength of four at most.
 */
final class SatellitesInView implements AutoCloseable {
  private static final int[][] GPS = {
    {2, 71, 40, 47},
    {5, 33, 120, 41},
    {12, 52, 201, 45},
    {15, 18, 305, 36},
    {20, 62, 290, 46},
    {25, 24, 60, 38},
    {29, 9, 170, 22}
  };
  private static final int[][] GLONASS = {
    {66, 44, 15, 43}, {67, 66, 240, 44}, {76, 21, 330, 34}, {82, 12, 95, 27}, {83, 38, 150, 40}
  };

  private final Thread thread;

  SatellitesInView(int port) {
    thread = Thread.ofPlatform().daemon().name("satellites").start(() -> run(port));
  }

  private static void run(int port) {
    try (DatagramSocket socket = new DatagramSocket()) {
      while (!Thread.currentThread().isInterrupted()) {
        byte[] text = (group("GP", GPS) + group("GL", GLONASS)).getBytes(StandardCharsets.US_ASCII);
        socket.send(new DatagramPacket(text, text.length, InetAddress.getLoopbackAddress(), port));
        Thread.sleep(1_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String group(String talker, int[][] satellites) {
    int sentences = (satellites.length + 3) / 4;
    StringBuilder text = new StringBuilder();
    for (int sentence = 0; sentence < sentences; sentence++) {
      StringBuilder body =
          new StringBuilder(
              String.format(
                  Locale.ROOT,
                  "%sGSV,%d,%d,%02d",
                  talker,
                  sentences,
                  sentence + 1,
                  satellites.length));
      for (int i = 4 * sentence; i < Math.min(satellites.length, 4 * sentence + 4); i++) {
        int[] one = satellites[i];
        body.append(
            String.format(Locale.ROOT, ",%02d,%02d,%03d,%02d", one[0], one[1], one[2], one[3]));
      }
      int sum = body.chars().reduce(0, (a, b) -> a ^ b);
      text.append(String.format(Locale.ROOT, "$%s*%02X\r\n", body, sum));
    }
    return text.toString();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
