package dev.catenary.inference.training.score;

import dev.catenary.inference.training.cloud.TrueClass;
import dev.catenary.proto.zone.Zone;
import java.util.Locale;

/** Share of labels of a stated confidence that are right: the reliability diagram, in tenths. */
public final class ReliabilityScore {
  private static final int BINS = 10;
  private static final int CODES = 256;

  private final long[] points = new long[BINS];
  private final long[] right = new long[BINS];
  private final double[] stated = new double[BINS];

  public void add(Zone zone, byte[] truth) {
    for (int i = 0; i < zone.size; i++) {
      if (truth[i] < TrueClass.COUNT) {
        int code = zone.confidence[i] & 0xFF;
        int bin = code * BINS / CODES;
        points[bin]++;
        stated[bin] += code / 255.0;
        right[bin] += ClassScore.classOf(zone.label[i]) == truth[i] ? 1 : 0;
      }
    }
  }

  /** Expected calibration error: mean distance of stated from true, by points. */
  public double calibrationError() {
    double sum = 0;
    long all = 0;
    for (int bin = 0; bin < BINS; bin++) {
      sum += Math.abs(stated[bin] - right[bin]);
      all += points[bin];
    }
    return all == 0 ? 0 : sum / all;
  }

  /** By tenth: points, mean stated confidence, share that is right. */
  public String table() {
    StringBuilder text = new StringBuilder("confidence    points   stated    right\n");
    for (int bin = 0; bin < BINS; bin++) {
      if (points[bin] > 0) {
        text.append(
            String.format(
                Locale.ROOT,
                "%.1f to %.1f %9d   %.4f   %.4f%n",
                bin / (double) BINS,
                (bin + 1) / (double) BINS,
                points[bin],
                stated[bin] / points[bin],
                (double) right[bin] / points[bin]));
      }
    }
    return text.append(
            String.format(Locale.ROOT, "expected calibration error %.4f%n", calibrationError()))
        .toString();
  }
}
