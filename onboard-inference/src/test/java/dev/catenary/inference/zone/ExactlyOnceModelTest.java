package dev.catenary.inference.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.inference.zone.ExactlyOnceModel.Claim;
import dev.catenary.inference.zone.ExactlyOnceModel.Datagram;
import dev.catenary.inference.zone.ExactlyOnceModel.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All interleavings of two sensors, three zones, two recorders and a crash at each step. */
class ExactlyOnceModelTest {
  /** Two sensors over squares 0 and 1; the third datagram has no points, as a position's. */
  private static final List<Datagram> TWO_SENSORS =
      List.of(
          new Datagram(0, List.of(0, 0)),
          new Datagram(1, List.of(0)),
          new Datagram(0, List.of()),
          new Datagram(0, List.of(0, 1)),
          new Datagram(1, List.of(0)));

  /** One sensor, three zones of one square if each closes at once. */
  private static final List<Datagram> ONE_SENSOR =
      List.of(
          new Datagram(0, List.of(0, 0)),
          new Datagram(0, List.of(1)),
          new Datagram(0, List.of(0, 0)),
          new Datagram(0, List.of(0)));

  @Test
  void eachPointOfTwoSensorsIsInExactlyOneChunkWheneverThePowerGoes() {
    assertHolds(new ExactlyOnceModel(TWO_SENSORS, Claim.EXACT, false).explore(2));
  }

  @Test
  void eachPointOfOneSensorIsInExactlyOneChunkWhenThePowerGoesTwice() {
    assertHolds(new ExactlyOnceModel(ONE_SENSOR, Claim.EXACT, false).explore(2));
  }

  @Test
  void highestDurableSequenceOfASquareLosesPoints() {
    assertBreaks(new ExactlyOnceModel(ONE_SENSOR, Claim.WATERMARK, false).explore(1));
    assertBreaks(new ExactlyOnceModel(TWO_SENSORS, Claim.WATERMARK, false).explore(1));
  }

  @Test
  void lowestToHighestIsNotEnoughForTwoSensors() {
    assertBreaks(new ExactlyOnceModel(TWO_SENSORS, Claim.RANGE, false).explore(1));
  }

  @Test
  void closingInTheMiddleOfADatagramLosesPointsHoweverExactTheClaim() {
    assertBreaks(new ExactlyOnceModel(ONE_SENSOR, Claim.EXACT, true).explore(1));
  }

  private static void assertHolds(Verdict verdict) {
    System.out.println(
        "exactly once: " + verdict.states() + " states, " + verdict.ends() + " ends");
    assertThat(verdict.broken()).isNull();
    assertThat(verdict.ends()).isGreaterThan(50);
  }

  private static void assertBreaks(Verdict verdict) {
    assertThat(verdict.broken()).isNotNull();
  }
}
