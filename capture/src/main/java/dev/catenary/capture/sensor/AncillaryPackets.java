package dev.catenary.capture.sensor;

/**
 * The packets of a sensor that hold no points, such as position or inertial packets.
 *
 * @param key configuration key of their UDP port
 * @param port the maker's default; 0 where they come to the port of the lidar packets
 * @param sentence what the key means
 */
public record AncillaryPackets(String key, int port, String sentence) {}
