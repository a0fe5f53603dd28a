package dev.catenary.inference.training.score;

import static dev.catenary.inference.training.cloud.TrueClass.BUILDING;
import static dev.catenary.inference.training.cloud.TrueClass.CONDUCTOR;
import static dev.catenary.inference.training.cloud.TrueClass.OTHER;
import static dev.catenary.inference.training.cloud.TrueClass.UNKNOWN;
import static dev.catenary.inference.training.cloud.TrueClass.VEGETATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.inference.training.cloud.TrueClass;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The worked example: ten points, counted by hand. */
final class ClassScoreTest {
  private static final Offset<Double> EXACT = Offset.offset(1e-12);
  private final ClassScore score = new ClassScore();

  ClassScoreTest() {
    // Four conductors, of which three are found; a tree taken for one; a point nobody knows.
    int[] labels = {14, 14, 14, 5, 5, 14, 2, 1, 6, 14};
    TrueClass[] truth = {
      CONDUCTOR,
      CONDUCTOR,
      CONDUCTOR,
      CONDUCTOR,
      VEGETATION,
      VEGETATION,
      OTHER,
      OTHER,
      BUILDING,
      UNKNOWN
    };
    Zone zone = new Zone(new ZoneId("EPSG:32755", 32, 0, 0), labels.length);
    zone.size = labels.length;
    byte[] kinds = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      zone.label[i] = (byte) labels[i];
      kinds[i] = (byte) truth[i].ordinal();
    }
    score.add(zone, kinds);
  }

  @Test
  void sharesAreThoseOfTheHandCount() {
    assertThat(score.recall(CONDUCTOR)).isEqualTo(0.75, EXACT);
    assertThat(score.precision(CONDUCTOR)).isEqualTo(0.75, EXACT);
    assertThat(score.intersectionOverUnion(CONDUCTOR)).isEqualTo(0.6, EXACT);
    assertThat(score.recall(VEGETATION)).isEqualTo(0.5, EXACT);
    assertThat(score.recall(OTHER)).isEqualTo(1, EXACT);
    assertThat(score.meanClassAccuracy()).isEqualTo((0.75 + 0.5 + 1 + 1) / 4, EXACT);
  }

  @Test
  void whatTheReferenceDoesNotKnowIsLeftOut() {
    assertThat(score.labelled(CONDUCTOR)).isEqualTo(4);
  }

  @Test
  void absentClassHasNoShare() {
    assertThat(score.recall(TrueClass.POLE)).isNaN();
    assertThat(score.table()).contains("pole");
  }
}
