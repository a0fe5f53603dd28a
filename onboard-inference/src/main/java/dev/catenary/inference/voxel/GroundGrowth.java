package dev.catenary.inference.voxel;

import dev.catenary.proto.zone.Zone;
import java.util.Arrays;

/**
 * Finds the ground that rises too steeply for {@link GroundModel}'s pull, as banks, dams and ramps
 * do. From ground that is sure it goes from one square metre to the next as long as the lowest
 * points around lie in a plane. It goes up a bank and on along its top, but over no wall, hedge or
 * car, whose edges bend every plane near them.
 */
final class GroundGrowth {
  /** Root mean square of the lowest points' distance from their plane. */
  private static final double ROUGHNESS_MAX_METRES = 0.12;

  private static final double STEEPEST = 0.8;

  /** Of the nine squares of a plane; at the zone's border six or four are within it. */
  private static final int SQUARES_MIN = 6;

  private static final int SQUARES_MIN_AT_BORDER = 4;

  /**
   * Height above the pulled surface that a square of a metre within one of two may have for its
   * slope.
   */
  private static final float SURE_METRES = 0.5f;

  private static final double METRES_PER_MILLIMETRE = 0.001;

  private int side;
  private float[] lowestMetres = new float[0];
  private boolean[] plane = new boolean[0];
  private boolean[] ground = new boolean[0];
  private int[] queue = new int[0];

  /**
   * Looks at all points of a zone.
   *
   * @param slope taken off all heights
   */
  void fill(Zone zone, SlopePlane slope) {
    side = Math.max(1, (int) Math.ceil(zone.id.cellMetres()));
    int squares = side * side;
    if (lowestMetres.length < squares) {
      lowestMetres = new float[squares];
      plane = new boolean[squares];
      ground = new boolean[squares];
      queue = new int[squares];
    }
    Arrays.fill(lowestMetres, 0, squares, Float.MAX_VALUE);
    for (int i = 0; i < zone.size; i++) {
      double x = zone.xMillimetres[i] * METRES_PER_MILLIMETRE;
      double y = zone.yMillimetres[i] * METRES_PER_MILLIMETRE;
      int square = within((int) y) * side + within((int) x);
      float height =
          (float) (zone.zMillimetres[i] * METRES_PER_MILLIMETRE - slope.riseMetres(x, y));
      lowestMetres[square] = Math.min(lowestMetres[square], height);
    }
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        plane[row * side + column] = isPlane(row, column);
      }
    }
  }

  private int within(int index) {
    return Math.max(0, Math.min(side - 1, index));
  }

  /** Tests whether the lowest points of this square and of those around it lie in a plane. */
  private boolean isPlane(int row, int column) {
    double middle = lowestMetres[row * side + column];
    if (middle == Float.MAX_VALUE) {
      return false;
    }
    double n = 0;
    double sx = 0;
    double sy = 0;
    double sz = 0;
    double sxx = 0;
    double syy = 0;
    double szz = 0;
    double sxy = 0;
    double sxz = 0;
    double syz = 0;
    for (int y = Math.max(-1, -row); y <= Math.min(1, side - 1 - row); y++) {
      for (int x = Math.max(-1, -column); x <= Math.min(1, side - 1 - column); x++) {
        double height = lowestMetres[(row + y) * side + column + x];
        if (height == Float.MAX_VALUE) {
          continue;
        }
        double z = height - middle;
        n++;
        sx += x;
        sy += y;
        sz += z;
        sxx += x * x;
        syy += y * y;
        szz += z * z;
        sxy += x * y;
        sxz += x * z;
        syz += y * z;
      }
    }
    boolean border = row == 0 || column == 0 || row == side - 1 || column == side - 1;
    if (n < (border ? SQUARES_MIN_AT_BORDER : SQUARES_MIN)) {
      return false;
    }
    double cxx = sxx - sx * sx / n;
    double cyy = syy - sy * sy / n;
    double cxy = sxy - sx * sy / n;
    double cxz = sxz - sx * sz / n;
    double cyz = syz - sy * sz / n;
    double determinant = cxx * cyy - cxy * cxy;
    if (determinant <= 0) {
      return false;
    }
    double eastward = (cxz * cyy - cyz * cxy) / determinant;
    double northward = (cyz * cxx - cxz * cxy) / determinant;
    double off = szz - sz * sz / n - eastward * cxz - northward * cyz;
    return Math.hypot(eastward, northward) <= STEEPEST
        && off <= n * ROUGHNESS_MAX_METRES * ROUGHNESS_MAX_METRES;
  }

  /**
   * Goes from what is sure to all that can be reached.
   *
   * @param pulledMetres the ground so far, by squares of two metres
   * @param cells of these in a row
   * @param sure gets true for each of these squares with ground in it; others stay as they are
   */
  void grow(float[] pulledMetres, int cells, boolean[] sure) {
    int found = 0;
    for (int square = 0; square < side * side; square++) {
      ground[square] =
          plane[square] && lowestMetres[square] - pulledMetres[cell(square, cells)] <= SURE_METRES;
      if (ground[square]) {
        queue[found++] = square;
      }
    }
    for (int next = 0; next < found; next++) {
      int square = queue[next];
      sure[cell(square, cells)] = true;
      int row = square / side;
      int column = square - row * side;
      found = row > 0 ? step(square, square - side, found) : found;
      found = row < side - 1 ? step(square, square + side, found) : found;
      found = column > 0 ? step(square, square - 1, found) : found;
      found = column < side - 1 ? step(square, square + 1, found) : found;
    }
  }

  private int step(int from, int to, int found) {
    if (ground[to] || !plane[to] || Math.abs(lowestMetres[to] - lowestMetres[from]) > STEEPEST) {
      return found;
    }
    ground[to] = true;
    queue[found] = to;
    return found + 1;
  }

  private int cell(int square, int cells) {
    int row = Math.min(cells - 1, square / side / 2);
    int column = Math.min(cells - 1, square % side / 2);
    return row * cells + column;
  }
}
