package dev.catenary.inference.rules;

import dev.catenary.inference.voxel.Feature;
import dev.catenary.inference.voxel.VoxelGrid;
import dev.catenary.inference.voxel.ZoneFeatures;
import java.util.Arrays;

/**
 * Finds what carries wires: structures that wires touch and that end no lower than the wires do,
 * narrow for their height; and thin uprights that stand alone.
 *
 * <p>A structure is looked for only as high as the wires hang, where trees seldom reach, and then
 * followed down to the ground.
 */
final class TowerFinder {
  /** Cubes of 2 m. */
  private static final int SCALE = 2;

  private static final double HEIGHT_MIN_METRES = 2;
  private static final double WIRE_SHARE_OF_HEIGHT = 0.75;
  private static final int WIRE_CUBES_MIN = 2;
  private static final double BELOW_TOP_WIRE_METRES = 2;
  private static final double TALL_METRES = 15;
  private static final double WIDE_TALL_METRES = 24;
  private static final double WIDE_LOW_METRES = 4;

  private static final int CUBES_MIN = 4;

  /** Mean thickness, in cubes, that bars and tubes stay below and leaves and twigs exceed. */
  private static final double FOLIAGE_THICKNESS = 0.2;

  private static final double FOOT_METRES = 1;
  private static final int POLE_CUBES_MIN = 4;
  private static final double LEAVES_THICKNESS = 0.3;
  private static final double POLE_LINEARITY_NEAR = 0.8;
  private static final double POLE_LINEARITY_FAR = 0.75;
  private static final double POLE_UPRIGHT = 0.9;

  private final LinkedCubes links = new LinkedCubes();
  private final MarkedColumns poles = new MarkedColumns();
  private final MarkedColumns leaves = new MarkedColumns();
  private boolean[] tower = new boolean[0];
  private boolean[] high = new boolean[0];
  private int[] wireCubes = new int[0];
  private int[] highVoxels = new int[0];
  private double[] thickness = new double[0];
  private double[] topMetres = new double[0];
  private double[] wireTopMetres = new double[0];

  void find(ZoneFeatures features, WireTracer wires, int zoneCellMetres) {
    int voxels = features.rows();
    if (tower.length < voxels) {
      tower = new boolean[voxels * 2];
    }
    findPoles(features, zoneCellMetres);
    double wireBottom = wireBottomMetres(features, wires);
    if (wireBottom != Double.MAX_VALUE) {
      findCarriers(features, wires, wireBottom);
    }
  }

  boolean isTower(int voxel) {
    return tower[voxel];
  }

  /** Labels the columns of a lonely upright as pole: its foot and its head too. */
  private void findPoles(ZoneFeatures features, int zoneCellMetres) {
    VoxelGrid finest = features.pyramid().finest();
    int columns = (int) Math.ceil(zoneCellMetres / finest.sideMetres());
    poles.clear(columns);
    leaves.clear(columns);
    for (int voxel = 0; voxel < features.rows(); voxel++) {
      if (isLonelyPole(features, voxel)) {
        poles.mark(finest.column(voxel), finest.row(voxel));
      } else if (features.value(voxel, Feature.HEIGHT) > HEIGHT_MIN_METRES
          && features.value(voxel, Feature.THICKNESS_0) > LEAVES_THICKNESS) {
        leaves.mark(finest.column(voxel), finest.row(voxel));
      }
    }
    for (int voxel = 0; voxel < features.rows(); voxel++) {
      tower[voxel] =
          features.value(voxel, Feature.HEIGHT) > FOOT_METRES
              && isPole(finest.column(voxel), finest.row(voxel));
    }
  }

  /** A trunk is a pole with leaves around its head. */
  private boolean isPole(int column, int row) {
    int upright = poles.marks(column, row);
    return upright >= POLE_CUBES_MIN && leaves.marksAround(column, row) < upright;
  }

  private static boolean isLonelyPole(ZoneFeatures features, int voxel) {
    return features.value(voxel, Feature.HEIGHT) > HEIGHT_MIN_METRES
        && features.value(voxel, Feature.LINEARITY_1) > POLE_LINEARITY_NEAR
        && features.value(voxel, Feature.MAIN_VERTICAL_1) > POLE_UPRIGHT
        && features.value(voxel, Feature.LINEARITY_2) > POLE_LINEARITY_FAR
        && features.value(voxel, Feature.MAIN_VERTICAL_2) > POLE_UPRIGHT;
  }

  private static double wireBottomMetres(ZoneFeatures features, WireTracer wires) {
    double bottom = Double.MAX_VALUE;
    for (int voxel = 0; voxel < features.rows(); voxel++) {
      if (wires.isWire(voxel)) {
        bottom = Math.min(bottom, features.value(voxel, Feature.HEIGHT));
      }
    }
    return bottom;
  }

  private void findCarriers(ZoneFeatures features, WireTracer wires, double wireBottom) {
    VoxelGrid coarse = features.pyramid().grid(SCALE);
    makeRoom(coarse.size());
    for (int voxel = 0; voxel < features.rows(); voxel++) {
      int cube = features.pyramid().ancestor(voxel, SCALE);
      double height = features.value(voxel, Feature.HEIGHT);
      if (wires.isWire(voxel)) {
        wireCubes[cube]++;
        wireTopMetres[cube] = Math.max(wireTopMetres[cube], height);
      } else if (height > wireBottom * WIRE_SHARE_OF_HEIGHT) {
        high[cube] = true;
        highVoxels[cube]++;
        thickness[cube] += features.value(voxel, Feature.THICKNESS_0);
        topMetres[cube] = Math.max(topMetres[cube], height);
      }
    }
    links.link(coarse, high);
    for (int link = 0; link < links.count(); link++) {
      if (isCarrier(coarse, link)) {
        mark(features, link);
      }
    }
  }

  private boolean isCarrier(VoxelGrid coarse, int link) {
    int touching = 0;
    int voxels = 0;
    double thick = 0;
    double top = 0;
    double wireTop = 0;
    for (int cube = 0; cube < coarse.size(); cube++) {
      if (high[cube] && links.of(cube) == link) {
        top = Math.max(top, topMetres[cube]);
        voxels += highVoxels[cube];
        thick += thickness[cube];
      }
      if (wireCubes[cube] > 0 && links.distanceCubes(coarse, link, cube) <= 1) {
        touching += wireCubes[cube];
      }
      if (wireCubes[cube] > 0 && links.distanceCubes(coarse, link, cube) <= 4) {
        wireTop = Math.max(wireTop, wireTopMetres[cube]);
      }
    }
    double wide = links.widthCubes(link) * coarse.sideMetres();
    return touching >= WIRE_CUBES_MIN
        && voxels >= CUBES_MIN
        && thick / voxels < FOLIAGE_THICKNESS
        && top >= wireTop - BELOW_TOP_WIRE_METRES
        && wide <= (top > TALL_METRES ? WIDE_TALL_METRES : WIDE_LOW_METRES);
  }

  /** All that stands under the structure's middle, and the structure itself. */
  private void mark(ZoneFeatures features, int link) {
    VoxelGrid coarse = features.pyramid().grid(SCALE);
    for (int voxel = 0; voxel < features.rows(); voxel++) {
      int cube = features.pyramid().ancestor(voxel, SCALE);
      if (features.value(voxel, Feature.HEIGHT) > HEIGHT_MIN_METRES
          && ((high[cube] && links.of(cube) == link) || links.isUnderMiddle(coarse, link, cube))) {
        tower[voxel] = true;
      }
    }
  }

  private void makeRoom(int cubes) {
    if (high.length < cubes) {
      high = new boolean[cubes * 2];
      wireCubes = new int[cubes * 2];
      highVoxels = new int[cubes * 2];
      thickness = new double[cubes * 2];
      topMetres = new double[cubes * 2];
      wireTopMetres = new double[cubes * 2];
    }
    Arrays.fill(high, 0, cubes, false);
    Arrays.fill(wireCubes, 0, cubes, 0);
    Arrays.fill(highVoxels, 0, cubes, 0);
    Arrays.fill(thickness, 0, cubes, 0);
    Arrays.fill(topMetres, 0, cubes, 0);
    Arrays.fill(wireTopMetres, 0, cubes, 0);
  }
}
