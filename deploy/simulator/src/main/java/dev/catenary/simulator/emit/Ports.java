package dev.catenary.simulator.emit;

/**
 * UDP ports to send to.
 *
 * @param nmea 0 to send none
 */
public record Ports(int lidar, int position, int ins, int nmea) {
  int of(Stream stream) {
    return switch (stream) {
      case LIDAR -> lidar;
      case POSITION -> position;
      case INS -> ins;
      case NMEA -> nmea;
    };
  }
}
