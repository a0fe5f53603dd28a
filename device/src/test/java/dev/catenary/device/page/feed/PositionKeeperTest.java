package dev.catenary.device.page.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.gnss.GnssFix;
import dev.catenary.proto.point.PoseQuality;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PositionKeeperTest {
  private static final long SECOND = 1_000_000_000L;

  private final PositionKeeper keeper = new PositionKeeper();

  private static GnssFix fix(PoseQuality quality, double latitudeRad) {
    GnssFix fix = new GnssFix();
    fix.quality = quality;
    fix.latitudeRad = latitudeRad;
    fix.longitudeRad = 2.5;
    return fix;
  }

  @Test
  void anOldFixIsNotShownAsPresent() {
    keeper.fix(fix(PoseQuality.RTK_FIXED, -0.66), 10 * SECOND);
    assertThat(keeper.answer(11 * SECOND))
        .containsEntry("present", true)
        .containsEntry("fix", "RTK_FIXED");
    Map<String, Object> later = keeper.answer(70 * SECOND);
    assertThat(later)
        .containsEntry("present", false)
        .containsEntry("fix", "NONE")
        .containsEntry("lastFix", "RTK_FIXED")
        .containsEntry("ageSeconds", 60.0);
  }

  /** A receiver under a bridge goes on speaking, and says that it has no fix. */
  @Test
  void aSentenceWithoutAFixIsNoPlace() {
    keeper.fix(fix(PoseQuality.RTK_FIXED, -0.66), 10 * SECOND);
    keeper.fix(fix(PoseQuality.NONE, -0.66), 20 * SECOND);
    keeper.fix(fix(PoseQuality.RTK_FIXED, Double.NaN), 21 * SECOND);
    assertThat(keeper.answer(21 * SECOND))
        .containsEntry("present", false)
        .containsEntry("ageSeconds", 11.0);
  }

  @Test
  void withoutAnyFixNothingIsMadeUp() {
    assertThat(keeper.answer(SECOND))
        .containsEntry("present", false)
        .containsEntry("fix", "NONE")
        .doesNotContainKey("latitudeDegrees");
  }
}
