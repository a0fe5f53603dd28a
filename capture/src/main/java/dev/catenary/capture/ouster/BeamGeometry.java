package dev.catenary.capture.ouster;

import java.util.List;

/**
 * Places a range in the sensor frame (metres, right-handed, z up along the axis, x away from the
 * connector).
 *
 * <p>A beam starts at {@code (originX, originZ)} off the axis and leaves at its row's azimuth and
 * altitude; the column turns that about the axis, clockwise seen from above; the lidar frame so
 * reached is moved to the sensor frame. A range counts from where the beam would start if it came
 * from the axis, so the origin's distance is taken off it. All that depends on the row is kept for
 * each row, all that depends on the column for each column: few enough to stay in the fastest
 * cache.
 *
 * <p>Source: Ouster Firmware User Manual v3.1, section "Coordinate Frames and XYZ Calculation".
 */
final class BeamGeometry {
  /** Numbers kept for each column: two columns of the matrix that turns row vectors. */
  static final int COLUMN_STRIDE = 6;

  private static final double MILLIMETRE = 0.001;

  /** Row vectors, before the column's turn: along the column's angle, across it, up. */
  final float[] along;

  final float[] across;
  final float[] up;

  /** For each column, what its turn makes of along (x, y, z) and of across (x, y, z). */
  final float[] turned;

  /** Share of all turns in the up direction: the same for every column. */
  final float upX;

  final float upY;
  final float upZ;
  final float shiftXMetres;
  final float shiftYMetres;
  final float shiftZMetres;
  final float originXMetres;
  final float originZMetres;

  /** From the axis to where beams start; ranges hold it. */
  final float originDistanceMetres;

  BeamGeometry(OusterMetadata metadata) {
    int rows = metadata.rows();
    along = new float[rows];
    across = new float[rows];
    up = new float[rows];
    for (int row = 0; row < rows; row++) {
      double azimuthRad = -Math.toRadians(metadata.azimuthsDegrees().get(row));
      double altitudeRad = Math.toRadians(metadata.altitudesDegrees().get(row));
      along[row] = (float) (Math.cos(azimuthRad) * Math.cos(altitudeRad));
      across[row] = (float) (Math.sin(azimuthRad) * Math.cos(altitudeRad));
      up[row] = (float) Math.sin(altitudeRad);
    }
    List<Double> m = metadata.lidarToSensor();
    int columns = metadata.columnsPerFrame();
    turned = new float[columns * COLUMN_STRIDE];
    for (int column = 0; column < columns; column++) {
      double turnRad = -2 * Math.PI * column / columns;
      double cos = Math.cos(turnRad);
      double sin = Math.sin(turnRad);
      for (int axis = 0; axis < 3; axis++) {
        int at = column * COLUMN_STRIDE + axis;
        turned[at] = (float) (m.get(4 * axis) * cos + m.get(4 * axis + 1) * sin);
        turned[at + 3] = (float) (m.get(4 * axis + 1) * cos - m.get(4 * axis) * sin);
      }
    }
    upX = m.get(2).floatValue();
    upY = m.get(6).floatValue();
    upZ = m.get(10).floatValue();
    shiftXMetres = (float) (m.get(3) * MILLIMETRE);
    shiftYMetres = (float) (m.get(7) * MILLIMETRE);
    shiftZMetres = (float) (m.get(11) * MILLIMETRE);
    double originX = metadata.beamOriginXMillimetres();
    double originZ = metadata.beamOriginZMillimetres();
    originXMetres = (float) (originX * MILLIMETRE);
    originZMetres = (float) (originZ * MILLIMETRE);
    // Signed where the origin lies on the x axis, as in the maker's own calculation.
    double distance = originZ == 0 ? originX : Math.hypot(originX, originZ);
    originDistanceMetres = (float) (distance * MILLIMETRE);
  }
}
