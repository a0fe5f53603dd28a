package dev.catenary.inference.model;

import dev.catenary.inference.voxel.Spread;
import dev.catenary.inference.voxel.VoxelGrid;
import dev.catenary.inference.voxel.ZoneFeatures;
import java.util.Arrays;

/**
 * Follows what a first look holds for wire beyond where it saw it: each cube of a wire votes for
 * the cubes that lie ahead of and behind it along the wire. A cube in a crown with votes from both
 * sides has a wire through it, though its own shape is all leaves.
 */
final class LineVotes {
  /** Votes from the side with fewer, and from the other; logarithms. */
  static final int COLUMNS = 2;

  private static final float SURE = 0.5f;
  private static final double STEP_METRES = 0.5;
  private static final int FIRST_STEP = 2;
  private static final int LAST_STEP = 20;
  private static final double LINEARITY_MIN = 0.9;
  private static final double UPRIGHT_MAX = 0.6;

  /** Cubes of 2 m: the direction is that of the wire over the 6 m around. */
  private static final int SCALE = 2;

  private final Spread spread = new Spread();
  private boolean[] sure = new boolean[0];
  private int[] ahead = new int[0];
  private int[] behind = new int[0];

  /** First sure cube of each 2 m cube, and the next one of the same; -1 ends. */
  private int[] firstOf = new int[0];

  private int[] nextOf = new int[0];

  /** Direction of the wire last looked at. */
  private final double[] direction = new double[3];

  /**
   * Looks at a zone.
   *
   * @param probabilities of the classes, conductor first, for each row of the features
   */
  void fill(ZoneFeatures features, float[] probabilities) {
    VoxelGrid finest = features.pyramid().finest();
    VoxelGrid coarse = features.pyramid().grid(SCALE);
    makeRoom(features.rows(), coarse.size());
    Arrays.fill(firstOf, 0, coarse.size(), -1);
    int found = 0;
    for (int voxel = 0; voxel < features.rows(); voxel++) {
      sure[voxel] = probabilities[voxel * ContextPool.CLASSES] > SURE;
      ahead[voxel] = 0;
      behind[voxel] = 0;
      if (sure[voxel]) {
        int cube = features.pyramid().ancestor(voxel, SCALE);
        nextOf[voxel] = firstOf[cube];
        firstOf[cube] = voxel;
        found++;
      }
    }
    if (found == 0) {
      return;
    }
    for (int cube = 0; cube < coarse.size(); cube++) {
      if (firstOf[cube] >= 0 && findDirection(finest, coarse, cube)) {
        for (int voxel = firstOf[cube]; voxel >= 0; voxel = nextOf[voxel]) {
          cast(finest, voxel, 1, ahead);
          cast(finest, voxel, -1, behind);
        }
      }
    }
  }

  private boolean findDirection(VoxelGrid finest, VoxelGrid coarse, int cube) {
    spread.clear();
    int seenFrom = firstOf[cube];
    for (int neighbour = 0; neighbour < 27; neighbour++) {
      int other =
          coarse.at(
              coarse.column(cube) + neighbour % 3 - 1,
              coarse.row(cube) + neighbour / 3 % 3 - 1,
              coarse.level(cube) + neighbour / 9 - 1);
      if (other >= 0) {
        for (int voxel = firstOf[other]; voxel >= 0; voxel = nextOf[voxel]) {
          finest.addTo(spread, voxel, seenFrom);
        }
      }
    }
    spread.solve();
    direction[0] = spread.mainX();
    direction[1] = spread.mainY();
    direction[2] = spread.mainZ();
    return spread.linearity() > LINEARITY_MIN && Math.abs(direction[2]) < UPRIGHT_MAX;
  }

  /** Which way is ahead does not matter, only that it is the same along one wire. */
  private void cast(VoxelGrid finest, int voxel, int way, int[] votes) {
    boolean east =
        Math.abs(direction[0]) > Math.abs(direction[1]) ? direction[0] > 0 : direction[1] > 0;
    double step = (east ? way : -way) * STEP_METRES;
    double x = finest.meanXMetres(voxel);
    double y = finest.meanYMetres(voxel);
    double z = finest.meanHeightMetres(voxel);
    double perMetre = 1 / finest.sideMetres();
    for (int i = FIRST_STEP; i <= LAST_STEP; i++) {
      double along = i * step;
      int other =
          finest.at(
              (int) Math.floor((x + along * direction[0]) * perMetre),
              (int) Math.floor((y + along * direction[1]) * perMetre),
              (int) Math.floor((z + along * direction[2]) * perMetre));
      if (other >= 0) {
        votes[other]++;
      }
    }
  }

  /** Writes the columns of a row. */
  void copy(int voxel, float[] to, int at) {
    int fewer = Math.min(ahead[voxel], behind[voxel]);
    int more = Math.max(ahead[voxel], behind[voxel]);
    to[at] = more == 0 ? 0 : (float) Math.log1p(fewer);
    to[at + 1] = more == 0 ? 0 : (float) Math.log1p(more);
  }

  private void makeRoom(int voxels, int cubes) {
    if (sure.length < voxels) {
      int room = voxels + voxels / 4;
      sure = new boolean[room];
      ahead = new int[room];
      behind = new int[room];
      nextOf = new int[room];
    }
    if (firstOf.length < cubes) {
      firstOf = new int[cubes + cubes / 4];
    }
  }
}
