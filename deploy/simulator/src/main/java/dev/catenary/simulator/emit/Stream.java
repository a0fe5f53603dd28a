package dev.catenary.simulator.emit;

/** What the survey sends, each to a port of its own. */
public enum Stream {
  LIDAR,
  POSITION,
  INS,
  NMEA
}
