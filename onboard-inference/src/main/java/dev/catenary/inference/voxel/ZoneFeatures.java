package dev.catenary.inference.voxel;

import dev.catenary.proto.zone.Zone;

/**
 * Features of each 0.5 m cube of a zone: one row of {@link Feature#COUNT} numbers a cube, as a
 * model takes them. All are invariant to heading. Reused from zone to zone; one thread.
 */
public final class ZoneFeatures {
  /** No column counts more air below than this. */
  private static final double AIR_MAX_METRES = 40;

  /** Above this, {@link Feature#HEIGHT_LOW} says no more. */
  private static final double LOW_METRES = 3;

  private static final int FIRST_COLUMN_SCALE = 1;

  /** Where each scale's shape begins. */
  private static final int[] SHAPE_COLUMNS = {
    Feature.LINEARITY_0.ordinal(),
    Feature.LINEARITY_1.ordinal(),
    Feature.LINEARITY_2.ordinal(),
    Feature.LINEARITY_3.ordinal(),
    Feature.LINEARITY_4.ordinal()
  };

  private final VoxelPyramid pyramid = new VoxelPyramid();
  private final GroundModel ground = new GroundModel();
  private final Columns[] columns = {new Columns(), new Columns()};
  private final EchoSums echoes = new EchoSums();
  private final ScaleShapes[] shapes = new ScaleShapes[VoxelPyramid.SCALES];
  private float[] values = new float[0];
  private int kept;

  public ZoneFeatures() {
    for (int scale = 0; scale < VoxelPyramid.SCALES; scale++) {
      shapes[scale] = new ScaleShapes();
    }
  }

  /** Computes all rows of a zone. */
  public void fill(Zone zone) {
    fill(zone, zone.size);
  }

  /**
   * Looks at all points of a zone, and computes and keeps the rows of the cubes that hold its first
   * ones; the others are to be had by {@link #compute}.
   *
   * @param points so many, whose cubes hold no other points
   */
  public void fill(Zone zone, int points) {
    pyramid.fill(zone);
    ground.fill(zone);
    VoxelGrid finest = pyramid.finest();
    echoes.fill(zone, finest);
    for (int scale = 0; scale < VoxelPyramid.SCALES; scale++) {
      shapes[scale].fill(pyramid.grid(scale));
    }
    for (int i = 0; i < columns.length; i++) {
      VoxelGrid grid = pyramid.grid(FIRST_COLUMN_SCALE + i);
      columns[i].fill(grid, (int) Math.ceil(zone.id.cellMetres() / grid.sideMetres()));
    }
    kept = finest.ofFirstPoints(points);
    if (values.length < kept * Feature.COUNT) {
      values = new float[kept * Feature.COUNT * 5 / 4];
    }
    compute(0, kept, values);
  }

  /** Computes some rows of the zone into another array, from its begin on. */
  public void compute(int from, int count, float[] to) {
    for (int row = 0; row < count; row++) {
      fillRow(from + row, to, row * Feature.COUNT);
    }
  }

  private void fillRow(int voxel, float[] to, int row) {
    VoxelGrid finest = pyramid.finest();
    fillScales(voxel, to, row);
    double groundMetres = ground.heightMetres(finest.meanXMetres(voxel), finest.meanYMetres(voxel));
    double height = finest.meanHeightMetres(voxel) - groundMetres;
    to[row + Feature.HEIGHT.ordinal()] = (float) height;
    to[row + Feature.HEIGHT_LOW.ordinal()] = (float) Math.clamp(height, -1, LOW_METRES);
    to[row + Feature.HEIGHT_LOG.ordinal()] = (float) Math.log1p(Math.max(0, height));
    to[row + Feature.GROUND_SLOPE.ordinal()] = (float) ground.slope();
    int one = finest.parent(voxel);
    int two = pyramid.grid(1).parent(one);
    fillColumn(to, row + Feature.AIR_BELOW_1.ordinal(), 0, one, height, groundMetres);
    fillColumn(to, row + Feature.AIR_BELOW_2.ordinal(), 1, two, height, groundMetres);
    to[row + Feature.TOP_HEIGHT.ordinal()] =
        (float) Math.log1p(Math.max(0, height + to[row + Feature.TOP_ABOVE_2.ordinal()]));
    to[row + Feature.MULTIPLE_ECHOES.ordinal()] = echoes.multipleShare(voxel);
    to[row + Feature.NOT_LAST_ECHO.ordinal()] = echoes.notLastShare(voxel);
    to[row + Feature.INTENSITY.ordinal()] = echoes.intensity(voxel);
  }

  /** The shape at each scale, and how it changes from one to the next. */
  private void fillScales(int voxel, float[] to, int row) {
    double heightMetres = pyramid.finest().meanHeightMetres(voxel);
    int cube = voxel;
    for (int scale = 0; scale < VoxelPyramid.SCALES; scale++) {
      ScaleShapes shape = shapes[scale];
      shape.copy(cube, to, row + SHAPE_COLUMNS[scale]);
      if (scale + 1 < VoxelPyramid.SCALES) {
        int parent = pyramid.grid(scale).parent(cube);
        ScaleShapes wider = shapes[scale + 1];
        to[row + Feature.GROWTH_0.ordinal() + scale] = wider.density(parent) - shape.density(cube);
        to[row + Feature.RAISED_0.ordinal() + scale] = shape.raised(cube, heightMetres);
        to[row + Feature.OCCUPIED_0.ordinal() + scale] = shape.occupied(cube);
        if (scale + 2 < VoxelPyramid.SCALES) {
          to[row + Feature.LINE_GOES_ON_0.ordinal() + scale] = shape.alongside(cube, wider, parent);
        }
        cube = parent;
      }
    }
  }

  private void fillColumn(
      float[] to, int at, int which, int voxel, double height, double groundMetres) {
    VoxelGrid grid = pyramid.grid(FIRST_COLUMN_SCALE + which);
    Columns column = columns[which];
    double side = grid.sideMetres();
    double below = column.pointsBelow(voxel);
    double above = column.pointsAbove(voxel);
    double points = below + above + grid.count(voxel);
    double air = column.voxelsBelow(voxel) == 0 ? height : column.levelsOfAirBelow(voxel) * side;
    double levelsBelow = Math.max(1, grid.level(voxel) - Math.floor(groundMetres / side));
    to[at] = (float) Math.max(0, Math.min(AIR_MAX_METRES, air));
    to[at + 1] = (float) (below / points);
    to[at + 2] = (float) (above / points);
    to[at + 3] = (float) ((column.topLevel(voxel) - grid.level(voxel)) * side);
    to[at + 4] = (float) Math.min(1, column.voxelsBelow(voxel) / levelsBelow);
  }

  public VoxelPyramid pyramid() {
    return pyramid;
  }

  public GroundModel ground() {
    return ground;
  }

  /** Number of rows there are: the cubes of the finest grid, in its order. */
  public int rows() {
    return pyramid.finest().size();
  }

  /** Number of rows that are kept, the first ones. */
  public int keptRows() {
    return kept;
  }

  /** Points of any row's cube whose pulse had several echoes. */
  public int severalEchoes(int row) {
    return echoes.multiple(row);
  }

  /** A value of a row that is kept. */
  public float value(int row, Feature feature) {
    return values[row * Feature.COUNT + feature.ordinal()];
  }

  /** The rows that are kept, one after the other; longer than needed. Owned by this object. */
  public float[] values() {
    return values;
  }
}
