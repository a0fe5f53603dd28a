package dev.catenary.inference.model;

import dev.catenary.inference.voxel.Feature;
import dev.catenary.inference.voxel.VoxelGrid;
import dev.catenary.inference.voxel.ZoneFeatures;
import java.util.Arrays;

/**
 * Tells surfaces (roofs, walls, banks) from scatter: a sum of what speaks for a plane at 1.5 to 6
 * m, smoothed over the 4 m cube around, so that a roof's edge goes with its roof.
 *
 * <p>The weights are rounded from a regression of one airborne survey's buildings against two
 * others' trees.
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
    return 0.3
        + features.value(voxel, Feature.PLANARITY_1)
        + 0.3 * features.value(voxel, Feature.NORMAL_VERTICAL_1)
        + features.value(voxel, Feature.NORMAL_VERTICAL_2)
        - 0.75 * features.value(voxel, Feature.THICKNESS_0)
        - 0.25 * features.value(voxel, Feature.THICKNESS_1)
        - features.value(voxel, Feature.THICKNESS_2)
        - 0.6 * features.value(voxel, Feature.SPHERICITY_1)
        - 2.8 * features.value(voxel, Feature.SPHERICITY_2)
        + 0.4 * features.value(voxel, Feature.LINEARITY_1);
  }
}
