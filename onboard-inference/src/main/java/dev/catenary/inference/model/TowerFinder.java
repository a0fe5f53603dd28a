package dev.catenary.inference.model;

import dev.catenary.inference.voxel.Feature;
import dev.catenary.inference.voxel.ZoneFeatures;
import java.util.Arrays;

/** Finds poles: thin uprights that stand alone. */
final class TowerFinder {
  private static final double HEIGHT_MIN_METRES = 2;
  private boolean[] tower = new boolean[0];

  void find(ZoneFeatures features, WireTracer wires) {
    int voxels = features.rows();
    if (tower.length < voxels) {
      tower = new boolean[voxels * 2];
    }
    Arrays.fill(tower, 0, voxels, false);
    for (int voxel = 0; voxel < voxels; voxel++) {
      tower[voxel] =
          features.value(voxel, Feature.HEIGHT) > HEIGHT_MIN_METRES
              && features.value(voxel, Feature.LINEARITY_1) > 0.8
              && features.value(voxel, Feature.MAIN_VERTICAL_1) > 0.9
              && features.value(voxel, Feature.LINEARITY_2) > 0.75
              && features.value(voxel, Feature.MAIN_VERTICAL_2) > 0.9;
    }
  }

  boolean isTower(int voxel) {
    return tower[voxel];
  }
}
