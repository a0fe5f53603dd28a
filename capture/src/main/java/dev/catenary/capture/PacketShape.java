package dev.catenary.capture;

import dev.catenary.capture.sensor.SensorDescription;

/** Names the sensor that a datagram may be of, by its length alone. */
public final class PacketShape {
  private static final String VOWELS = "AEIOU";

  private PacketShape() {}

  /** The kind of packet, as {@code a Velodyne's lidar packets}; empty when no sensor has it. */
  public static String nameOf(int length) {
    for (SensorDescription sensor : Sensors.ALL) {
      String packets = sensor.baud() > 0 ? "" : sensor.packetsOfLength(length);
      if (!packets.isEmpty()) {
        String maker = sensor.maker();
        return (VOWELS.indexOf(maker.charAt(0)) >= 0 ? "an " : "a ") + maker + "'s " + packets;
      }
    }
    return "";
  }
}
