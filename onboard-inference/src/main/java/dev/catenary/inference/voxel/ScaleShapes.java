package dev.catenary.inference.voxel;

/** The shape of each cube of one scale together with the 26 around it; reused from zone to zone. */
final class ScaleShapes {
  /** Growth of the arrays beyond what a zone needs. */
  private static final int SPARE = 5;

  private final Spread spread = new Spread();
  private double cubeMetres;
  private float[] shape = new float[0];
  private float[] heightMetres = new float[0];
  private float[] direction = new float[0];
  private byte[] occupied = new byte[0];

  void fill(VoxelGrid grid) {
    int voxels = grid.size();
    cubeMetres = grid.sideMetres();
    if (occupied.length < voxels) {
      int room = voxels + voxels / SPARE;
      shape = new float[room * Feature.PER_SCALE];
      heightMetres = new float[room];
      direction = new float[room * 3];
      occupied = new byte[room];
    }
    for (int voxel = 0; voxel < voxels; voxel++) {
      occupied[voxel] = (byte) grid.neighbourhood(voxel, spread);
      heightMetres[voxel] = (float) (grid.level(voxel) * cubeMetres + spread.meanZ());
      direction[voxel * 3] = (float) spread.mainX();
      direction[voxel * 3 + 1] = (float) spread.mainY();
      direction[voxel * 3 + 2] = (float) spread.mainZ();
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

  /** Copies the {@link Feature#PER_SCALE} columns of a cube. */
  void copy(int cube, float[] to, int at) {
    System.arraycopy(shape, cube * Feature.PER_SCALE, to, at, Feature.PER_SCALE);
  }

  /** Logarithm of the number of points in the 27 cubes. */
  float density(int cube) {
    return shape[cube * Feature.PER_SCALE + 7];
  }

  /** Height above the middle of the 27 cubes' points, in cubes; -2 to 2. */
  float raised(int cube, double metres) {
    return (float) Math.clamp((metres - heightMetres[cube]) / cubeMetres, -2, 2);
  }

  /** Share of the 27 cubes that have points. */
  float occupied(int cube) {
    return occupied[cube] / 27f;
  }

  /** 0 across to 1 along: the longest direction here against that of a cube of another scale. */
  float alongside(int cube, ScaleShapes other, int otherCube) {
    int at = cube * 3;
    int to = otherCube * 3;
    return Math.abs(
        direction[at] * other.direction[to]
            + direction[at + 1] * other.direction[to + 1]
            + direction[at + 2] * other.direction[to + 2]);
  }
}
