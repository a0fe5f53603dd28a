package dev.catenary.inference.wire;

import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import java.util.Arrays;

/**
 * Finds out whether a wire ends at a support that was seen: where points of a pole or tower are.
 */
final class SpanEnds {
  private static final double ALONG_METRES = 4;
  private static final double ACROSS_METRES = 3;
  private static final double BELOW_METRES = 4;
  private static final double ABOVE_METRES = 3;
  private static final int POINTS_MIN = 5;
  private static final int POINTS_MAX = 400;

  private static final double CARRIED_BELOW_METRES = 6;
  private static final double BIN_METRES = 2;
  private static final double FAR_METRES = 1_000;

  /** Support points by place along a wire, the wire's middle in the middle. */
  private final int[] bins = new int[200];

  private final WirePoints supports = new WirePoints();

  /** Points of supports; more can be added to a zone's own. */
  WirePoints supports() {
    return supports;
  }

  /** Gathers what carries wires in a zone. */
  void gather(Zone zone) {
    supports.clear();
    int towers = 0;
    for (int i = 0; i < zone.size; i++) {
      towers += zone.label[i] == ClassLabel.TOWER.lasCode() ? 1 : 0;
    }
    int stride = towers / POINTS_MAX + 1;
    int seen = 0;
    for (int i = 0; i < zone.size; i++) {
      if (zone.label[i] == ClassLabel.TOWER.lasCode() && seen++ % stride == 0) {
        supports.add(
            zone.xMillimetres[i] / 1e3, zone.yMillimetres[i] / 1e3, zone.zMillimetres[i] / 1e3, i);
      }
    }
  }

  /**
   * The same curve from the support before its middle to the one behind it; carried on far where
   * there is none.
   */
  Catenary limits(Catenary wire) {
    Arrays.fill(bins, 0);
    double middle = (wire.from() + wire.to()) / 2;
    for (int i = 0; i < supports.size(); i++) {
      double along = wire.along(supports.x[i], supports.y[i]);
      double up = supports.z[i] - wire.z(along);
      int bin = (int) Math.floor((along - middle) / BIN_METRES) + bins.length / 2;
      if (bin >= 0
          && bin < bins.length
          && Math.abs(wire.across(supports.x[i], supports.y[i])) < ACROSS_METRES
          && up > -CARRIED_BELOW_METRES
          && up < ABOVE_METRES) {
        bins[bin]++;
      }
    }
    int low = bins.length / 2 - 2;
    while (low >= 0 && bins[low] < POINTS_MIN) {
      low--;
    }
    int high = bins.length / 2 + 1;
    while (high < bins.length && bins[high] < POINTS_MIN) {
      high++;
    }
    double from = middle + (low + 0.5 - bins.length / 2.0) * BIN_METRES;
    double to = middle + (high + 0.5 - bins.length / 2.0) * BIN_METRES;
    return wire.between(
        low < 0 ? -FAR_METRES : Math.min(from, middle),
        high == bins.length ? FAR_METRES : Math.max(to, middle));
  }

  boolean isSupport(Catenary wire, double end) {
    int near = 0;
    double height = wire.z(end);
    for (int i = 0; i < supports.size() && near < POINTS_MIN; i++) {
      double along = wire.along(supports.x[i], supports.y[i]) - end;
      double across = wire.across(supports.x[i], supports.y[i]);
      double up = supports.z[i] - height;
      if (Math.abs(along) < ALONG_METRES
          && Math.abs(across) < ACROSS_METRES
          && up > -BELOW_METRES
          && up < ABOVE_METRES) {
        near++;
      }
    }
    return near >= POINTS_MIN;
  }
}
