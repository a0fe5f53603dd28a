package dev.catenary.device.selftest;

import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.Random;

/**
 * A zone that was computed, always the same: level ground, and one wire across it, 11 m up, hung as
 * a catenary with a constant of 900 m. Its points carry a few centimetres of noise.
 */
final class KnownZone {
  private static final ZoneId ID = new ZoneId("EPSG:32754", 32, 9_000, 190_000);
  private static final double SIDE_METRES = 32;
  private static final double GROUND_SPACING_METRES = 0.25;
  private static final double WIRE_SPACING_METRES = 0.08;
  private static final double WIRE_METRES = 11;
  private static final double CATENARY_METRES = 900;
  private static final double NOISE_METRES = 0.015;
  private static final long START_NANOS = 1_400_000_000_000_000_000L;
  private static final long PULSE_NANOS = 2_304;

  private final Zone zone;
  private final byte[] truth;

  private KnownZone(Zone zone, byte[] truth) {
    this.zone = zone;
    this.truth = truth;
  }

  static KnownZone make() {
    Zone zone = new Zone(ID, 32_768);
    byte[] truth = new byte[zone.capacity()];
    Random random = new Random(14);
    for (double x = 0.1; x < SIDE_METRES; x += GROUND_SPACING_METRES) {
      for (double y = 0.1; y < SIDE_METRES; y += GROUND_SPACING_METRES) {
        add(zone, truth, random, x, y, 0, ClassLabel.GROUND);
      }
    }
    for (double x = 0.1; x < SIDE_METRES; x += WIRE_SPACING_METRES) {
      double sag = CATENARY_METRES * (Math.cosh((x - SIDE_METRES / 2) / CATENARY_METRES) - 1);
      add(zone, truth, random, x, SIDE_METRES / 2, WIRE_METRES + sag, ClassLabel.CONDUCTOR);
    }
    return new KnownZone(zone, truth);
  }

  private static void add(
      Zone zone,
      byte[] truth,
      Random random,
      double xMetres,
      double yMetres,
      double zMetres,
      ClassLabel label) {
    int at = zone.size++;
    zone.xMillimetres[at] = millimetres(xMetres, random);
    zone.yMillimetres[at] = millimetres(yMetres, random);
    zone.zMillimetres[at] = millimetres(100 + zMetres, random);
    zone.gpsTimeNanos[at] = START_NANOS + at * PULSE_NANOS;
    zone.intensity[at] = (char) (label == ClassLabel.CONDUCTOR ? 25 : 60);
    zone.lasReturns[at] = 0x11;
    zone.ring[at] = (byte) (at % 16);
    truth[at] = label.lasCode();
  }

  private static int millimetres(double metres, Random random) {
    return Math.clamp(
        Math.round((metres + random.nextGaussian() * NOISE_METRES) * 1e3), 0, Integer.MAX_VALUE);
  }

  Zone zone() {
    return zone;
  }

  /** The share of a class's points that the zone's labels say so of. */
  double share(ClassLabel label) {
    int of = 0;
    int right = 0;
    for (int i = 0; i < zone.size; i++) {
      if (truth[i] == label.lasCode()) {
        of++;
        right += zone.label[i] == label.lasCode() ? 1 : 0;
      }
    }
    return (double) right / of;
  }
}
