package dev.catenary.inference.voxel;

import dev.catenary.proto.zone.Zone;
import java.util.Arrays;

/** Echo statistics of each voxel: number of echoes of their pulses, and intensity. */
final class EchoSums {
  private int[] points = new int[0];
  private int[] multiple = new int[0];
  private int[] notLast = new int[0];
  private long[] intensities = new long[0];
  private double meanIntensity;

  void fill(Zone zone, VoxelGrid grid) {
    int voxels = grid.size();
    if (multiple.length < voxels) {
      points = new int[voxels * 2];
      multiple = new int[voxels * 2];
      notLast = new int[voxels * 2];
      intensities = new long[voxels * 2];
    }
    Arrays.fill(points, 0, voxels, 0);
    Arrays.fill(multiple, 0, voxels, 0);
    Arrays.fill(notLast, 0, voxels, 0);
    Arrays.fill(intensities, 0, voxels, 0);
    long all = 0;
    for (int i = 0; i < zone.size; i++) {
      int voxel = grid.ofPoint(i);
      int number = zone.lasReturns[i] & 0xF;
      int count = (zone.lasReturns[i] & 0xFF) >> 4;
      points[voxel]++;
      multiple[voxel] += count > 1 ? 1 : 0;
      notLast[voxel] += number < count ? 1 : 0;
      intensities[voxel] += zone.intensity[i];
      all += zone.intensity[i];
    }
    meanIntensity = zone.size == 0 ? 0 : (double) all / zone.size;
  }

  /** Points whose pulse had several echoes. */
  int multiple(int voxel) {
    return multiple[voxel];
  }

  /** Share of the points whose pulse had several echoes. */
  float multipleShare(int voxel) {
    return (float) multiple[voxel] / points[voxel];
  }

  /** Share of the points that were not the last echo of their pulse. */
  float notLastShare(int voxel) {
    return (float) notLast[voxel] / points[voxel];
  }

  /** Mean intensity over that of the zone, at most 4, so that sensors' scales do not matter. */
  float intensity(int voxel) {
    if (meanIntensity == 0) {
      return 1;
    }
    return (float) Math.min(4, intensities[voxel] / (points[voxel] * meanIntensity));
  }
}
