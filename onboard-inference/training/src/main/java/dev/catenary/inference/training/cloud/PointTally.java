package dev.catenary.inference.training.cloud;

import java.util.Locale;

/**
 * Holds points against what the header says of them all. A damaged compressed file often reads on
 * to its end, with points that are elsewhere; a plain one has only its box to say so.
 */
final class PointTally {
  /** Some writers round the box, in the file's unit. */
  private static final double BOX_TOLERANCE = 0.01;

  private static final String AXES = "xyz";

  private final LasHeader header;
  private final long[] byReturn = new long[16];
  private final double[] tolerance = new double[3];
  private long seen;

  PointTally(LasHeader header) {
    this.header = header;
    for (int axis = 0; axis < 3; axis++) {
      tolerance[axis] = 2 * Math.abs(header.scale()[axis]) + BOX_TOLERANCE;
    }
  }

  void add(LasPoint point) throws CloudRefused {
    inBox(0, point.x);
    inBox(1, point.y);
    inBox(2, point.z);
    byReturn[point.returnNumber & 0xF]++;
    seen++;
  }

  private void inBox(int axis, int raw) throws CloudRefused {
    double value = header.coordinate(axis, raw);
    double least = header.min()[axis];
    double most = header.max()[axis];
    if (value >= least - tolerance[axis] && value <= most + tolerance[axis]) {
      return;
    }
    throw CloudRefused.of(
        String.format(
            Locale.ROOT,
            "point %,d of %,d at %s = %.3f",
            seen + 1,
            header.points(),
            AXES.charAt(axis),
            value),
        String.format(
            Locale.ROOT, "the header's %.3f to %.3f: points or header are damaged", least, most),
        CloudRefused.AGAIN);
  }

  /**
   * Looks at all points together.
   *
   * @param fileBytes length of the file
   */
  void end(long fileBytes) throws CloudRefused {
    if (seen != header.points()) {
      throw CloudRefused.cut(
          seen, header.points(), "what follows them cannot be decompressed", fileBytes);
    }
    long claimed = 0;
    for (long count : header.byReturn()) {
      claimed += count;
    }
    // Many writers leave these counts out or fill them by halves; whole, they are believed.
    if (!header.compressed() || claimed != header.points()) {
      return;
    }
    for (int i = 0; i < header.byReturn().length; i++) {
      if (byReturn[i + 1] != header.byReturn()[i]) {
        throw CloudRefused.of(
            String.format("%,d points of return %d", byReturn[i + 1], i + 1),
            String.format("the header's %,d: points or header are damaged", header.byReturn()[i]),
            CloudRefused.AGAIN);
      }
    }
  }
}
