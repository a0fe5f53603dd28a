package dev.catenary.capture.gnss;

import dev.catenary.proto.counter.DeviceCounter;

/**
 * Settings of receivers that a configuration gives.
 *
 * @param leapSeconds GPS time less UTC
 * @param geoid for fixes that come without the geoid's separation
 * @param geoidCounter counts the fixes whose height it made
 */
public record ReceiverSettings(int leapSeconds, GeoidSeparation geoid, DeviceCounter geoidCounter) {
  /** Without a geoid. */
  public static ReceiverSettings of(int leapSeconds) {
    return new ReceiverSettings(
        leapSeconds, GeoidSeparation.UNKNOWN, DeviceCounter.FIXES_BY_CONFIGURED_GEOID);
  }
}
