package dev.catenary.inference.rules;

import dev.catenary.inference.voxel.Feature;
import dev.catenary.inference.voxel.VoxelGrid;
import dev.catenary.inference.voxel.ZoneFeatures;
import dev.catenary.inference.zone.Classifier;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import java.util.Arrays;

/**
 * Labels by plain rules on half-metre cubes: height above the local ground, flat or scattered, and
 * whether a cube's points belong to a line that goes on. It needs no model file, so it is what runs
 * when no model can.
 *
 * <p>The confidences are fixed for each rule and mean only its order: not probabilities. The rules
 * and what was measured with them: {@code docs/features.md}.
 */
public final class RulesClassifier implements Classifier {
  private static final double GROUND_METRES = 0.4;
  private static final double BANK_METRES = 2;
  private static final double BUILDING_MIN_METRES = 2;

  /**
   * Height above which a column with so few points within 3 m (logarithm) is not called a tree or a
   * roof.
   */
  private static final double FEW_METRES = 4;

  private static final double FEW_POINTS = Math.log(8);
  private static final byte SURE = (byte) 204;
  private static final byte LIKELY = (byte) 153;
  private static final byte GUESS = (byte) 102;

  private final ZoneFeatures features = new ZoneFeatures();
  private final WireTracer wires = new WireTracer();
  private final Flatness flatness = new Flatness();
  private final TowerFinder towers = new TowerFinder();
  private ClassLabel[] labels = new ClassLabel[1 << 11];
  private byte[] confidences = new byte[1 << 11];

  @Override
  public String name() {
    return "rules-1";
  }

  @Override
  public void classify(Zone zone) {
    features.fill(zone);
    int voxels = features.rows();
    if (labels.length < voxels) {
      labels = new ClassLabel[voxels * 2];
      confidences = new byte[labels.length];
    }
    Arrays.fill(labels, 0, voxels, ClassLabel.UNCLASSIFIED);
    wires.trace(features, zone.id.cellMetres());
    flatness.fill(features);
    towers.find(features, wires, zone.id.cellMetres());
    for (int voxel = 0; voxel < voxels; voxel++) {
      label(voxel);
    }
    VoxelGrid finest = features.pyramid().finest();
    for (int i = 0; i < zone.size; i++) {
      int voxel = finest.ofPoint(i);
      zone.label[i] = labels[voxel].lasCode();
      zone.confidence[i] = confidences[voxel];
    }
    zone.classifier = name();
  }

  private void label(int voxel) {
    double height = features.value(voxel, Feature.HEIGHT);
    if (height < GROUND_METRES) {
      set(voxel, ClassLabel.GROUND, SURE);
    } else if (wires.isWire(voxel)) {
      set(voxel, ClassLabel.CONDUCTOR, LIKELY);
    } else if (towers.isTower(voxel)) {
      set(voxel, ClassLabel.TOWER, LIKELY);
    } else if (height > FEW_METRES && features.value(voxel, Feature.DENSITY_1) < FEW_POINTS) {
      set(voxel, ClassLabel.UNCLASSIFIED, GUESS);
    } else if (!flatness.isFlat(voxel)) {
      set(voxel, ClassLabel.VEGETATION, GUESS);
    } else if (height > BUILDING_MIN_METRES) {
      set(voxel, ClassLabel.BUILDING, LIKELY);
    } else if (height < BANK_METRES) {
      set(voxel, ClassLabel.GROUND, GUESS);
    }
  }

  private void set(int voxel, ClassLabel label, byte confidence) {
    labels[voxel] = label;
    confidences[voxel] = confidence;
  }
}
