package dev.catenary.capture;

import dev.catenary.capture.ouster.OusterDecoder;
import dev.catenary.capture.velodyne.VelodyneDecoder;

/** Names the sensor that a datagram may be of, by its length alone. */
public final class PacketShape {
  /** Whose packets are known, for people. */
  public static final String KNOWN = "a Velodyne's or an Ouster's";

  private static final int VELODYNE_POSITION_LENGTH = 512;

  private PacketShape() {}

  /** The kind of packet, as {@code a Velodyne's data packets}; empty when no sensor has it. */
  public static String nameOf(int length) {
    if (VelodyneDecoder.isDataLength(length)) {
      return "a Velodyne's data packets";
    }
    if (length == VELODYNE_POSITION_LENGTH) {
      return "a Velodyne's position packets";
    }
    return OusterDecoder.isLidarLength(length) ? "an Ouster's lidar packets" : "";
  }
}
