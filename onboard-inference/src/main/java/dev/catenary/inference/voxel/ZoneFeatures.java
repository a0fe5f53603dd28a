package dev.catenary.inference.voxel;

import dev.catenary.proto.zone.Zone;

/**
 * What is known of each 0.5 m cube of a zone: one row of {@link Feature#COUNT} numbers a cube, as a
 * model takes them. All are invariant to heading. Reused from zone to zone; one thread.
 */
public final class ZoneFeatures {
  /** No column counts more air below than this. */
  private static final double AIR_MAX_METRES = 40;

  private static final int FIRST_COLUMN_SCALE = 1;

  private final VoxelPyramid pyramid = new VoxelPyramid();
  private final GroundModel ground = new GroundModel();
  private final Columns[] columns = {new Columns(), new Columns()};
  private final EchoSums echoes = new EchoSums();
  private final Spread spread = new Spread();
  private final float[][] shapes = new float[VoxelPyramid.SCALES][0];
  private float[] values = new float[0];

  /** Computes all rows of a zone. */
  public void fill(Zone zone) {
    pyramid.fill(zone);
    ground.fill(zone);
    VoxelGrid finest = pyramid.finest();
    echoes.fill(zone, finest);
    for (int scale = 0; scale < VoxelPyramid.SCALES; scale++) {
      fillShapes(scale);
    }
    for (int i = 0; i < columns.length; i++) {
      VoxelGrid grid = pyramid.grid(FIRST_COLUMN_SCALE + i);
      columns[i].fill(grid, (int) Math.ceil(zone.id.cellMetres() / grid.sideMetres()));
    }
    if (values.length < finest.size() * Feature.COUNT) {
      values = new float[finest.size() * Feature.COUNT * 5 / 4];
    }
    for (int voxel = 0; voxel < finest.size(); voxel++) {
      fillRow(voxel);
    }
  }

  private void fillShapes(int scale) {
    VoxelGrid grid = pyramid.grid(scale);
    int needed = grid.size() * Feature.PER_SCALE;
    if (shapes[scale].length < needed) {
      shapes[scale] = new float[needed * 5 / 4];
    }
    float[] shape = shapes[scale];
    double cubeMetres = grid.sideMetres();
    for (int voxel = 0; voxel < grid.size(); voxel++) {
      grid.neighbourhood(voxel, spread);
      int at = voxel * Feature.PER_SCALE;
      shape[at] = (float) spread.linearity();
      shape[at + 1] = (float) spread.planarity();
      shape[at + 2] = (float) spread.sphericity();
      shape[at + 3] = (float) spread.mainVertical();
      shape[at + 4] = (float) spread.normalVertical();
      shape[at + 5] = (float) (spread.heightSpreadMetres() / cubeMetres);
      shape[at + 6] = (float) (spread.thicknessMetres() / cubeMetres);
      shape[at + 7] = (float) Math.log((double) spread.count());
    }
  }

  private void fillRow(int voxel) {
    VoxelGrid finest = pyramid.finest();
    int row = voxel * Feature.COUNT;
    int cube = voxel;
    for (int scale = 0; scale < VoxelPyramid.SCALES; scale++) {
      System.arraycopy(
          shapes[scale],
          cube * Feature.PER_SCALE,
          values,
          row + scale * Feature.PER_SCALE,
          Feature.PER_SCALE);
      cube = scale + 1 < VoxelPyramid.SCALES ? pyramid.grid(scale).parent(cube) : cube;
    }
    double groundMetres = ground.heightMetres(finest.meanXMetres(voxel), finest.meanYMetres(voxel));
    double height = finest.meanHeightMetres(voxel) - groundMetres;
    values[row + Feature.HEIGHT.ordinal()] = (float) height;
    values[row + Feature.GROUND_SLOPE.ordinal()] = (float) ground.slope();
    int one = finest.parent(voxel);
    int two = pyramid.grid(1).parent(one);
    fillColumn(row + Feature.AIR_BELOW_1.ordinal(), 0, one, height, groundMetres);
    fillColumn(row + Feature.AIR_BELOW_2.ordinal(), 1, two, height, groundMetres);
    values[row + Feature.MULTIPLE_ECHOES.ordinal()] = echoes.multipleShare(voxel);
    values[row + Feature.NOT_LAST_ECHO.ordinal()] = echoes.notLastShare(voxel);
    values[row + Feature.INTENSITY.ordinal()] = echoes.intensity(voxel);
  }

  private void fillColumn(int at, int which, int voxel, double height, double groundMetres) {
    VoxelGrid grid = pyramid.grid(FIRST_COLUMN_SCALE + which);
    Columns column = columns[which];
    double side = grid.sideMetres();
    double below = column.pointsBelow(voxel);
    double above = column.pointsAbove(voxel);
    double points = below + above + grid.count(voxel);
    double air = column.voxelsBelow(voxel) == 0 ? height : column.levelsOfAirBelow(voxel) * side;
    double levelsBelow = Math.max(1, grid.level(voxel) - Math.floor(groundMetres / side));
    values[at] = (float) Math.max(0, Math.min(AIR_MAX_METRES, air));
    values[at + 1] = (float) (below / points);
    values[at + 2] = (float) (above / points);
    values[at + 3] = (float) ((column.topLevel(voxel) - grid.level(voxel)) * side);
    values[at + 4] = (float) Math.min(1, column.voxelsBelow(voxel) / levelsBelow);
  }

  public VoxelPyramid pyramid() {
    return pyramid;
  }

  public GroundModel ground() {
    return ground;
  }

  /** Number of rows: the cubes of the finest grid, in its order. */
  public int rows() {
    return pyramid.finest().size();
  }

  public float value(int row, Feature feature) {
    return values[row * Feature.COUNT + feature.ordinal()];
  }

  /** All rows, one after the other; longer than needed. Owned by this object. */
  public float[] values() {
    return values;
  }
}
