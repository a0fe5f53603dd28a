package dev.catenary.inference.budget;

import dev.catenary.inference.voxel.GroundModel;
import dev.catenary.inference.zone.Classifier;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;

/**
 * Knows a zone whose ground is seen and in which nothing is tall, and labels it by height above
 * that ground alone: no cubes, no shapes. A conductor or a pole cannot be in it. A roof or a canopy
 * that fills the zone is taken for ground: that is the price.
 */
final class LowZoneClassifier implements Classifier {
  /** No conductor hangs and no pole ends so low. */
  private static final double TALL_METRES = 2.5;

  /**
   * Where more is unseen, as over water or behind a hedge, wires may be the lowest that there is,
   * and would be taken for ground. Ground beside what is unseen is carried on by 0.3 m a metre at
   * most, so that wires over the quarter without points stand out.
   */
  private static final double SEEN_SHARE_MIN = 0.75;

  private static final double GROUND_METRES = 0.4;
  private static final double METRES_PER_MILLIMETRE = 0.001;

  /** Confidences of a guess. */
  private static final byte LIKELY = (byte) 153;

  private static final byte GUESS = (byte) 77;

  private final GroundModel ground = new GroundModel();

  @Override
  public String name() {
    return "heights-1";
  }

  /**
   * Tests whether the ground is seen and no point stands taller; {@link #classify} may follow for
   * the same zone.
   */
  boolean isLow(Zone zone) {
    ground.fill(zone);
    if (ground.seenShare() < SEEN_SHARE_MIN) {
      return false;
    }
    for (int i = 0; i < zone.size; i++) {
      if (heightMetres(zone, i) > TALL_METRES) {
        return false;
      }
    }
    return true;
  }

  /** Labels a zone that {@link #isLow} has just looked at. */
  @Override
  public void classify(Zone zone) {
    for (int i = 0; i < zone.size; i++) {
      boolean isGround = heightMetres(zone, i) < GROUND_METRES;
      zone.label[i] = (isGround ? ClassLabel.GROUND : ClassLabel.UNCLASSIFIED).lasCode();
      zone.confidence[i] = isGround ? LIKELY : GUESS;
    }
    zone.classifier = name();
  }

  private double heightMetres(Zone zone, int point) {
    return zone.zMillimetres[point] * METRES_PER_MILLIMETRE
        - ground.heightMetres(
            zone.xMillimetres[point] * METRES_PER_MILLIMETRE,
            zone.yMillimetres[point] * METRES_PER_MILLIMETRE);
  }
}
