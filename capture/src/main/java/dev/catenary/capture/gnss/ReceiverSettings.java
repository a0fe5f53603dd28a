package dev.catenary.capture.gnss;

import dev.catenary.capture.time.LeapSeconds;
import dev.catenary.proto.counter.DeviceCounter;

/**
 * Settings of receivers that a configuration gives.
 *
 * @param leapSeconds GPS time less UTC; told where a receiver says it
 * @param geoid for fixes that come without the geoid's separation
 * @param geoidCounter counts the fixes whose height it made
 * @param headingOffsetRad direction from the first to the second antenna of a pair, clockwise from
 *     the vehicle's forward; taken from headings of antenna pairs
 */
public record ReceiverSettings(
    LeapSeconds leapSeconds,
    GeoidSeparation geoid,
    DeviceCounter geoidCounter,
    double headingOffsetRad) {
  private static final double TURN = 2 * Math.PI;

  /** One number of leap seconds, and no geoid. */
  public static ReceiverSettings of(int leapSeconds) {
    return of(LeapSeconds.configured(leapSeconds));
  }

  /** Without a geoid. */
  public static ReceiverSettings of(LeapSeconds leapSeconds) {
    return new ReceiverSettings(
        leapSeconds, GeoidSeparation.UNKNOWN, DeviceCounter.FIXES_BY_CONFIGURED_GEOID, 0);
  }

  /** The vehicle's heading of an antenna pair's, 0 to 2 pi; NaN of NaN. */
  double vehicleHeading(double pairHeadingRad) {
    if (headingOffsetRad == 0) {
      return pairHeadingRad;
    }
    double heading = (pairHeadingRad - headingOffsetRad) % TURN;
    return heading < 0 ? heading + TURN : heading;
  }
}
