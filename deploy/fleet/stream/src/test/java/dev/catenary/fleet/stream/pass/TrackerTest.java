package dev.catenary.fleet.stream.pass;

import static dev.catenary.proto.message.PassState.PASS_BETTER;
import static dev.catenary.proto.message.PassState.PASS_GONE;
import static dev.catenary.proto.message.PassState.PASS_NEW;
import static dev.catenary.proto.message.PassState.PASS_STILL;
import static dev.catenary.proto.message.PassState.PASS_UNSEEN;
import static dev.catenary.proto.message.PassState.PASS_WORSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.fleet.stream.frame.Cell;
import dev.catenary.fleet.stream.frame.MapFrames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Expected values are worked out by hand beside each test. */
class TrackerTest {
  private static final Cell CELL =
      Cell.of(
          new MapFrames()
              .of("EPSG:32755")
              .orElseThrow()
              .place(Looks.WEST_METRES + 16, 181_250 * 32.0 + 16));

  private static List<Track> follow(Looks... looks) {
    return Tracker.follow(CELL, Stream.of(looks).map(Looks::look).toList());
  }

  private static Track one(Looks... looks) {
    List<Track> tracks = follow(looks);
    assertThat(tracks).hasSize(1);
    return tracks.get(0);
  }

  @Test
  void aFindingOfOnePassIsNewAndHasNoGrowth() {
    Track track = one(Looks.zone(0, 0).tree(16, 4.0));
    assertThat(track.state()).isEqualTo(PASS_NEW);
    assertThat(track.growth()).isEmpty();
  }

  @Test
  void nearerByMoreThanTheJointErrorIsWorseAndItsGrowthHasAnError() {
    Track track = one(Looks.zone(0, 0).tree(16, 4.0), Looks.zone(0, 1).tree(17, 3.7));
    // Joint error of two at 0.1 m: 2 sqrt(0.02) = 0.283 m, less than 0.3 m.
    assertThat(track.state()).isEqualTo(PASS_WORSE);
    Growth growth = track.growth().orElseThrow();
    assertThat(growth.metresAYear()).isCloseTo(0.3, within(1e-9));
    // sqrt(0.1^2 + 0.1^2) in one year.
    assertThat(growth.errorMetresAYear()).isCloseTo(0.141421, within(1e-5));
    // Room 3.7 - 2.5 = 1.2 m. Worst: (1.2 - 0.2) / (0.3 + 0.282843) years = 20.59 months.
    assertThat(growth.monthsLeast()).isCloseTo(20.589, within(0.01));
    // Best: (1.2 + 0.2) / (0.3 - 0.282843) years = 979.2 months.
    assertThat(growth.monthsMost()).isCloseTo(979.2, within(0.5));
  }

  @Test
  void threePassesGiveALineThroughAllOfThem() {
    Track track =
        one(
            Looks.zone(0, 0).tree(16, 4.0),
            Looks.zone(0, 1).tree(16, 3.8),
            Looks.zone(0, 2).tree(16, 3.4));
    Growth growth = track.growth().orElseThrow();
    // Equal weights: slope (3.4 - 4.0) / 2; error 0.1 / sqrt(1 + 0 + 1).
    assertThat(growth.metresAYear()).isCloseTo(0.3, within(1e-9));
    assertThat(growth.errorMetresAYear()).isCloseTo(0.070711, within(1e-5));
  }

  @Test
  void whatShrinksIsBetterAndNeverBreaksTheRuleAtBest() {
    Track track = one(Looks.zone(0, 0).tree(16, 3.7), Looks.zone(0, 1).tree(16, 4.0));
    assertThat(track.state()).isEqualTo(PASS_BETTER);
    assertThat(track.growth().orElseThrow().monthsMost()).isEqualTo(-1);
  }

  @Test
  void aDifferenceWithinTheJointErrorIsStill() {
    // 0.2 m are less than 0.283 m.
    assertThat(one(Looks.zone(0, 0).tree(16, 4.0), Looks.zone(0, 1).tree(16, 3.8)).state())
        .isEqualTo(PASS_STILL);
  }

  @Test
  void aViolationHasNoMonthsLeft() {
    Growth growth =
        one(Looks.zone(0, 0).tree(16, 2.6), Looks.zone(0, 1).tree(16, 2.2)).growth().orElseThrow();
    assertThat(growth.monthsLeast()).isZero();
    assertThat(growth.monthsMost()).isZero();
  }

  @Test
  void goneNeedsZoneAndWireSeenAgainAtGoodQuality() {
    Looks before = Looks.zone(0, 0).tree(16, 4.0);
    assertThat(one(before, Looks.zone(0, 1)).state()).isEqualTo(PASS_GONE);
    assertThat(one(before, Looks.zone(0, 1).but(e -> e.clearSpans())).state())
        .as("wire not seen")
        .isEqualTo(PASS_UNSEEN);
    assertThat(one(before, Looks.zone(0, 1).but(e -> e.setPoseQuality("SINGLE"))).state())
        .as("position not good")
        .isEqualTo(PASS_UNSEEN);
    assertThat(one(before, Looks.zone(0, 1).but(e -> e.setFinal(false))).state())
        .as("zone not finished")
        .isEqualTo(PASS_UNSEEN);
    assertThat(one(before, Looks.zone(1, 1)).state()).as("another zone").isEqualTo(PASS_UNSEEN);
  }

  @Test
  void atABorderBothZonesMustHaveLooked() {
    Looks before = Looks.zone(0, 0).tree(31.5, 4.0);
    assertThat(one(before, Looks.zone(0, 1)).state()).isEqualTo(PASS_UNSEEN);
    assertThat(one(before, Looks.zone(0, 1), Looks.zone(1, 1)).state()).isEqualTo(PASS_GONE);
    assertThat(one(before, Looks.zone(0, 1), Looks.zone(1, 1).tree(32.4, 4.0)).state())
        .isEqualTo(PASS_STILL);
  }

  @Test
  void oneFindingToldByTwoZonesOfAPassIsOne() {
    Track track = one(Looks.zone(0, 0).tree(31.5, 4.0), Looks.zone(1, 0).tree(32.2, 3.9));
    assertThat(track.newest().loadedMetres()).isEqualTo(3.9);
    assertThat(track.observations()).isEqualTo(1);
  }

  @Test
  void whatComesBackAfterItWasGoneIsNew() {
    Track track =
        one(Looks.zone(0, 0).tree(16, 4.0), Looks.zone(0, 1), Looks.zone(0, 2).tree(16, 5.0));
    assertThat(track.state()).isEqualTo(PASS_NEW);
    assertThat(track.growth()).isEmpty();
  }

  @Test
  void otherClassesAndPlacesAreOthers() {
    // Reach: 2 m and three joint errors of 0.1 m each, 2 + 3 sqrt(0.02) = 2.424 m.
    assertThat(follow(Looks.zone(0, 0).tree(16, 4.0), Looks.zone(0, 1).tree(18.40, 4.0)))
        .hasSize(1);
    assertThat(follow(Looks.zone(0, 0).tree(16, 4.0), Looks.zone(0, 1).tree(18.45, 4.0)))
        .hasSize(2);
    assertThat(follow(Looks.zone(0, 0).tree(16, 4.0), Looks.zone(0, 1).near(6, 16, 4.0)))
        .hasSize(2);
  }

  @Test
  void theOrderInWhichEventsComeIsNothing() {
    List<Looks> looks =
        new ArrayList<>(
            List.of(
                Looks.zone(0, 0).tree(4, 4.0).tree(16, 3.0).tree(31.5, 2.0),
                Looks.zone(1, 0).tree(40, 4.0),
                Looks.zone(0, 1).tree(5, 3.6).tree(17, 3.0),
                Looks.zone(1, 1),
                Looks.zone(1, 2).tree(40, 3.9)));
    List<String> expected = states(looks);
    Random random = new Random(20);
    for (int i = 0; i < 50; i++) {
      Collections.shuffle(looks, random);
      assertThat(states(looks)).isEqualTo(expected);
    }
  }

  private static List<String> states(List<Looks> looks) {
    return follow(looks.toArray(new Looks[0])).stream()
        .map(track -> track.state() + " " + track.newest().loadedMetres())
        .toList();
  }
}
