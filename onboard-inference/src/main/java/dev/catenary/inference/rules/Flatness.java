package dev.catenary.inference.rules;

import dev.catenary.inference.voxel.Feature;
import dev.catenary.inference.voxel.VoxelGrid;
import dev.catenary.inference.voxel.ZoneFeatures;
import java.util.Arrays;

/**
 * Tells surfaces (roofs, walls, banks) from scatter: a sum of what speaks for a plane at 1.5 to 6
 * m, smoothed over the 4 m cube around, so that a roof's edge goes with its roof.
 *
 * <p>The weights are rounded from a regression of the buildings of one airborne survey and a
 * simulated one against the trees of two others and the simulated one.
 */
final class Flatness {
  private static final int SCALE = 3;

  private double[] sums = new double[0];
  private double[] weights = new double[0];
  private boolean[] flat = new boolean[0];

  void fill(ZoneFeatures features) {
    VoxelGrid finest = features.pyramid().finest();
    VoxelGrid coarse = features.pyramid().grid(SCALE);
    int voxels = features.rows();
    if (flat.length < voxels) {
      flat = new boolean[voxels * 2];
    }
    if (sums.length < coarse.size()) {
      sums = new double[coarse.size() * 2];
      weights = new double[coarse.size() * 2];
    }
    Arrays.fill(sums, 0, coarse.size(), 0);
    Arrays.fill(weights, 0, coarse.size(), 0);
    for (int voxel = 0; voxel < voxels; voxel++) {
      int parent = features.pyramid().ancestor(voxel, SCALE);
      sums[parent] += score(features, voxel) * finest.count(voxel);
      weights[parent] += finest.count(voxel);
    }
    for (int voxel = 0; voxel < voxels; voxel++) {
      int parent = features.pyramid().ancestor(voxel, SCALE);
      flat[voxel] = score(features, voxel) + sums[parent] / weights[parent] > 0;
    }
  }

  boolean isFlat(int voxel) {
    return flat[voxel];
  }

  private static double score(ZoneFeatures features, int voxel) {
    return 0.35
        - features.value(voxel, Feature.THICKNESS_0)
        + 0.25 * features.value(voxel, Feature.NORMAL_VERTICAL_1)
        + 0.55 * features.value(voxel, Feature.NORMAL_VERTICAL_2)
        - 0.9 * features.value(voxel, Feature.SPHERICITY_1)
        - 1.8 * features.value(voxel, Feature.SPHERICITY_2);
  }
}
