package dev.catenary.simulator.emit;

/** Streams that the survey sends, each to a port of its own. */
public enum Stream {
  LIDAR,
  POSITION,
  INS,
  NMEA
}
