package dev.catenary.device.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import org.junit.jupiter.api.Test;

class NeededSequencesTest {
  private final NeededSequences needed = new NeededSequences();

  private static Zone zone(long firstSequence) {
    Zone zone = new Zone(new ZoneId("EPSG:32755", 32, 0, 0), 1);
    zone.firstSequence = firstSequence;
    return zone;
  }

  @Test
  void nothingMayGoBeforeCaptureHasSaidWhatItHolds() {
    assertThat(needed.oldestNeeded()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void zoneOnItsWayHoldsItsDatagramsUntilItIsDurable() {
    Zone early = zone(10);
    Zone late = zone(40);
    needed.closed(early);
    needed.closed(late);
    needed.captureNeeds(55);
    assertThat(needed.oldestNeeded()).isEqualTo(10);
    needed.done(early);
    assertThat(needed.oldestNeeded()).isEqualTo(40);
    needed.done(late);
    assertThat(needed.oldestNeeded()).isEqualTo(55);
  }

  @Test
  void zonesThatBeganWithTheSameDatagramAreCountedEach() {
    Zone left = zone(7);
    Zone right = zone(7);
    needed.captureNeeds(9);
    needed.closed(left);
    needed.closed(right);
    needed.done(left);
    assertThat(needed.oldestNeeded()).isEqualTo(7);
    needed.done(right);
    assertThat(needed.oldestNeeded()).isEqualTo(9);
  }

  @Test
  void zoneThatWasNeverOnItsWayIsAMistakeOfOurs() {
    assertThatThrownBy(() -> needed.done(zone(1))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void moreZonesThanExpectedAreHeldToo() {
    needed.captureNeeds(1_000);
    for (int i = 0; i < 100; i++) {
      needed.closed(zone(500 - i));
    }
    assertThat(needed.oldestNeeded()).isEqualTo(401);
  }
}
