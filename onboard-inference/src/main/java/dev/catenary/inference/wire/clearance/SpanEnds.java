package dev.catenary.inference.wire.clearance;

import dev.catenary.inference.wire.fitting.Catenary;
import dev.catenary.inference.wire.fitting.CatenaryFit;
import dev.catenary.inference.wire.fitting.WirePoints;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import java.util.Arrays;

/**
 * Supports along a wire: where points of a pole or tower are, and so where its span begins and
 * ends. Metres in the zone's frame; one thread, reused.
 */
public final class SpanEnds {
  /** Longest span a line is looked along for. */
  static final double LONGEST_METRES = 500;

  /** Longest piece of a line looked along to each side of a wire's middle. */
  public static final double LOOK_METRES = 512;

  private static final double ALONG_METRES = 4;
  private static final double ACROSS_METRES = 3;
  private static final double ABOVE_METRES = 3;
  private static final double BELOW_METRES = 6;
  private static final int POINTS_MIN = 5;
  private static final int POINTS_MAX = 400;
  private static final double BIN_METRES = 2;

  /** A wire whose last point is so near to a support ends there. */
  private static final double JOIN_METRES = 6;

  /** One that is well known there may be hidden for so long before it. */
  private static final double HIDDEN_METRES = 20;

  private static final double KNOWN_METRES = 0.1;
  private static final double FAR_METRES = 1_000;

  /** Support points by place along a wire, the wire's middle in the middle. */
  private final int[] bins = new int[(int) (2 * LOOK_METRES / BIN_METRES)];

  private final WirePoints supports = new WirePoints();

  /** Points of supports; more can be added to a zone's own. */
  public WirePoints supports() {
    return supports;
  }

  /** Gathers what carries wires in a zone. */
  public void gather(Zone zone) {
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
  public Catenary limits(Catenary wire) {
    double middle = (wire.from() + wire.to()) / 2;
    fillBins(wire, middle);
    double low = before(wire, middle);
    double high = behind(wire, middle);
    return wire.between(
        Double.isNaN(low) ? -FAR_METRES : Math.min(low, middle),
        Double.isNaN(high) ? FAR_METRES : Math.max(high, middle));
  }

  /**
   * The same wire from support to support, as far as they were seen: it is carried on to one that
   * it nearly reaches, and cut where it fits a little beyond one, as on the next span's first
   * metres.
   */
  public CatenaryFit closed(CatenaryFit fit) {
    Catenary wire = fit.wire();
    double middle = (wire.from() + wire.to()) / 2;
    fillBins(wire, middle);
    double low = before(wire, middle);
    double high = behind(wire, middle);
    boolean atLow = !Double.isNaN(low) && reaches(fit, low, wire.from() - low);
    boolean atHigh = !Double.isNaN(high) && reaches(fit, high, high - wire.to());
    double from = atLow ? low : wire.from();
    double to = atHigh ? high : wire.to();
    return from < to ? fit.between(wire.between(from, to), atLow, atHigh) : fit;
  }

  private static boolean reaches(CatenaryFit fit, double support, double gapMetres) {
    return gapMetres <= JOIN_METRES
        || (gapMetres <= HIDDEN_METRES && fit.errorUpMetres(support) <= KNOWN_METRES);
  }

  private void fillBins(Catenary wire, double middle) {
    Arrays.fill(bins, 0);
    for (int i = 0; i < supports.size(); i++) {
      double along = wire.along(supports.x[i], supports.y[i]);
      int bin = (int) Math.floor((along - middle) / BIN_METRES) + bins.length / 2;
      if (bin >= 0 && bin < bins.length && carries(wire, i, along)) {
        bins[bin]++;
      }
    }
  }

  private boolean carries(Catenary wire, int support, double along) {
    if (Math.abs(wire.across(supports.x[support], supports.y[support])) >= ACROSS_METRES) {
      return false;
    }
    double up = supports.z[support] - wire.z(along);
    return up > -BELOW_METRES && up < ABOVE_METRES;
  }

  private double before(Catenary wire, double middle) {
    int low = bins.length / 2 - 2;
    while (low >= 0 && bins[low] < POINTS_MIN) {
      low--;
    }
    return low < 0 ? Double.NaN : support(wire, placeOf(low, middle));
  }

  private double behind(Catenary wire, double middle) {
    int high = bins.length / 2 + 1;
    while (high < bins.length && bins[high] < POINTS_MIN) {
      high++;
    }
    return high == bins.length ? Double.NaN : support(wire, placeOf(high, middle));
  }

  private double placeOf(int bin, double middle) {
    return middle + (bin + 0.5 - bins.length / 2.0) * BIN_METRES;
  }

  /** The middle of a support's points, along, from a place within a bin of one. */
  private double support(Catenary wire, double near) {
    double at = near;
    for (int round = 0; round < 2; round++) {
      double sum = 0;
      int count = 0;
      for (int i = 0; i < supports.size(); i++) {
        double along = wire.along(supports.x[i], supports.y[i]);
        if (Math.abs(along - at) < ALONG_METRES && carries(wire, i, along)) {
          sum += along;
          count++;
        }
      }
      at = count == 0 ? at : sum / count;
    }
    return at;
  }
}
