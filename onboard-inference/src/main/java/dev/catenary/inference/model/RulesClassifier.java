package dev.catenary.inference.model;

import dev.catenary.inference.voxel.GroundModel;
import dev.catenary.inference.voxel.Spread;
import dev.catenary.inference.voxel.VoxelGrid;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import java.util.Arrays;

/**
 * Labels by plain rules on one-metre cubes: height above the local ground, how linear, planar or
 * scattered a cube and its neighbours are, and whether there is air below. It needs no model file,
 * so it is what runs when no model can.
 *
 * <p>The confidences are fixed for each rule and mean only its order: not probabilities.
 */
public final class RulesClassifier implements Classifier {
  private static final int SIDE_MILLIMETRES = 1_000;
  private static final double GROUND_METRES = 0.4;
  private static final double CONDUCTOR_MIN_METRES = 4.5;
  private static final double CONDUCTOR_LINEARITY = 0.75;
  private static final double CONDUCTOR_SLOPE_MAX = 0.6;
  private static final int AIR_BELOW_LEVELS = 2;
  private static final double WIRE_EXTENT_METRES = 8;
  private static final double TOWER_MIN_METRES = 3;
  private static final double TOWER_LINEARITY = 0.55;
  private static final double TOWER_UPRIGHT = 0.85;
  private static final double BUILDING_MIN_METRES = 2;
  private static final double BUILDING_PLANARITY = 0.5;
  private static final double BUILDING_THICKNESS_METRES = 0.12;
  private static final int BUILDING_POINTS_MIN = 30;
  private static final byte SURE = (byte) 204;
  private static final byte LIKELY = (byte) 153;
  private static final byte GUESS = (byte) 102;

  private final VoxelGrid grid = new VoxelGrid(SIDE_MILLIMETRES);
  private final GroundModel ground = new GroundModel();
  private final Spread own = new Spread();
  private final Spread around = new Spread();
  private final LinkedVoxels wires = new LinkedVoxels();
  private ClassLabel[] labels = new ClassLabel[1 << 11];
  private byte[] confidences = new byte[1 << 11];

  @Override
  public String name() {
    return "rules-1";
  }

  @Override
  public void classify(Zone zone) {
    grid.fill(zone);
    ground.fill(zone);
    if (labels.length < grid.size()) {
      labels = new ClassLabel[grid.size() * 2];
      confidences = new byte[labels.length];
    }
    Arrays.fill(labels, 0, grid.size(), ClassLabel.UNCLASSIFIED);
    for (int voxel = 0; voxel < grid.size(); voxel++) {
      label(voxel);
    }
    wires.keepLong(grid, labels, WIRE_EXTENT_METRES);
    for (int i = 0; i < zone.size; i++) {
      int voxel = grid.ofPoint(i);
      zone.label[i] = labels[voxel].lasCode();
      zone.confidence[i] = confidences[voxel];
    }
    zone.classifier = name();
  }

  private void label(int voxel) {
    double aboveGround =
        grid.meanHeightMetres(voxel)
            - ground.heightMetres(grid.meanXMetres(voxel), grid.meanYMetres(voxel));
    if (aboveGround < GROUND_METRES) {
      set(voxel, ClassLabel.GROUND, SURE);
      return;
    }
    grid.own(voxel, own);
    grid.neighbourhood(voxel, around);
    if (aboveGround > CONDUCTOR_MIN_METRES && isWire() && hasAirBelow(voxel)) {
      set(voxel, ClassLabel.CONDUCTOR, LIKELY);
    } else if (aboveGround > TOWER_MIN_METRES
        && around.linearity() > TOWER_LINEARITY
        && around.mainVertical() > TOWER_UPRIGHT) {
      set(voxel, ClassLabel.TOWER, LIKELY);
    } else if (aboveGround > BUILDING_MIN_METRES
        && around.count() >= BUILDING_POINTS_MIN
        && around.planarity() > BUILDING_PLANARITY
        && around.thicknessMetres() < BUILDING_THICKNESS_METRES) {
      set(voxel, ClassLabel.BUILDING, LIKELY);
    } else {
      set(voxel, ClassLabel.VEGETATION, GUESS);
    }
  }

  private boolean isWire() {
    return isLevelLine(around) || (own.count() >= 4 && isLevelLine(own));
  }

  private static boolean isLevelLine(Spread spread) {
    return spread.count() >= 3
        && spread.linearity() > CONDUCTOR_LINEARITY
        && spread.mainVertical() < CONDUCTOR_SLOPE_MAX;
  }

  private boolean hasAirBelow(int voxel) {
    for (int down = 2; down < 2 + AIR_BELOW_LEVELS; down++) {
      if (grid.at(grid.column(voxel), grid.row(voxel), grid.level(voxel) - down) >= 0) {
        return false;
      }
    }
    return true;
  }

  private void set(int voxel, ClassLabel label, byte confidence) {
    labels[voxel] = label;
    confidences[voxel] = confidence;
  }
}
