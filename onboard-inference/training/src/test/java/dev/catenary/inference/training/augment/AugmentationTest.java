package dev.catenary.inference.training.augment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.inference.training.cloud.CloudPoints;
import dev.catenary.inference.training.cloud.TrueClass;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class AugmentationTest {
  private static final double WIRE_METRES = 12;

  /** 60 x 60 m of ground and one wire over it. */
  private static CloudPoints place() {
    CloudPoints cloud = underOpenSky();
    for (int i = 0; i < 600; i++) {
      cloud.add(
          100_000 + 0.1 * i,
          400_030,
          3 + WIRE_METRES,
          (char) 30,
          (byte) 0x11,
          (byte) TrueClass.CONDUCTOR.ordinal());
    }
    return cloud;
  }

  /** The ground alone. */
  private static CloudPoints underOpenSky() {
    Random random = new Random(1);
    CloudPoints cloud = new CloudPoints(100);
    for (int i = 0; i < 40_000; i++) {
      cloud.add(
          100_000 + 60 * random.nextDouble(),
          400_000 + 60 * random.nextDouble(),
          3,
          (char) 100,
          (byte) 0x11,
          (byte) TrueClass.OTHER.ordinal());
    }
    return cloud;
  }

  /** A place with a blade of grass on each square metre, so that nothing can be built on it. */
  private static CloudPoints overgrown() {
    CloudPoints cloud = place();
    for (int i = 0; i < 3_600; i++) {
      cloud.add(
          100_000.5 + i % 60,
          400_000.5 + i / 60,
          3.1,
          (char) 100,
          (byte) 0x11,
          (byte) TrueClass.VEGETATION.ordinal());
    }
    return cloud;
  }

  @Property(tries = 30)
  void sameSeedIsTheSameSurvey(@ForAll long seed) {
    CloudPoints one = new Augmentation(seed).of(place());
    CloudPoints other = new Augmentation(seed).of(place());
    assertThat(other.size).isEqualTo(one.size);
    assertThat(other.eastingMetres).isEqualTo(one.eastingMetres);
  }

  @Property(tries = 30)
  void wireStaysAsFarAboveTheGround(@ForAll long seed) {
    CloudPoints other = new Augmentation(seed).of(overgrown());
    double wire = meanHeight(other, TrueClass.CONDUCTOR);
    double ground = meanHeight(other, TrueClass.OTHER);
    if (Double.isNaN(wire) || Double.isNaN(ground)) {
      return;
    }
    // Both are tilted about their middles, which shadows and windows may shift by some metres.
    assertThat(wire - ground).isBetween(WIRE_METRES - 3, WIRE_METRES + 3);
  }

  @Property(tries = 20)
  void buildingsStandOnTheGroundAndNothingIsSeenThroughThem(@ForAll long seed) {
    CloudPoints place = place();
    Plot plot = new Plot(place, new Random(seed));
    CloudPoints built = new CloudPoints(100);
    Buildings.on(plot, built);
    int ofBuildings = built.size;
    plot.addRest(built);
    for (int i = 0; i < ofBuildings; i++) {
      assertThat(built.truth[i]).isEqualTo((byte) TrueClass.BUILDING.ordinal());
      assertThat(built.heightMetres[i]).isBetween(2.7, 70.0);
    }
    assertThat(built.size - ofBuildings).isLessThanOrEqualTo(place.size);
    assertThat(ofBuildings == 0).isEqualTo(built.size == place.size);
  }

  @Property(tries = 20)
  void lineHasPolesAndWiresThatHangBelowTheirHeads(@ForAll long seed) {
    CloudPoints built = new CloudPoints(100);
    PoleLines.over(new Plot(place(), new Random(seed)), built);
    assertThat(built.size).isPositive();
    assertThat(heights(built, TrueClass.POLE).length + heights(built, TrueClass.CONDUCTOR).length)
        .isEqualTo(built.size);
    assertThat(highest(built, TrueClass.CONDUCTOR))
        .isLessThan(highest(built, TrueClass.POLE) + 0.6);
  }

  @Property(tries = 40)
  void towersStandOnTheGroundAndTheirWiresHangWithinThePlace(@ForAll long seed) {
    CloudPoints built = new CloudPoints(100);
    TowerLines.over(new Plot(place(), new Random(seed)), built);
    double[] towers = heights(built, TrueClass.POLE);
    double[] wires = heights(built, TrueClass.CONDUCTOR);
    assertThat(towers.length + wires.length).isEqualTo(built.size);
    for (double tower : towers) {
      assertThat(tower).isBetween(2.8, 63.2);
    }
    double top = highest(built, TrueClass.POLE);
    for (double wire : wires) {
      assertThat(wire).isBetween(5.0, top + 1.5);
    }
    for (int i = 0; i < built.size; i++) {
      if (built.truth[i] == TrueClass.CONDUCTOR.ordinal()) {
        assertThat(built.eastingMetres[i]).isBetween(99_999.7, 100_060.3);
      }
    }
  }

  @Test
  void towersAreBuiltWhereThereIsRoom() {
    CloudPoints built = new CloudPoints(100);
    for (int seed = 0; seed < 10; seed++) {
      TowerLines.over(new Plot(underOpenSky(), new Random(seed)), built);
    }
    assertThat(Arrays.stream(heights(built, TrueClass.POLE)).min().orElseThrow())
        .isBetween(2.8, 5.0);
    assertThat(highest(built, TrueClass.POLE)).isBetween(23.0, 63.2);
  }

  @Test
  void plantsAreBuiltWhereThereIsRoom() {
    CloudPoints built = new CloudPoints(100);
    for (int seed = 0; seed < 10; seed++) {
      Trees.on(new Plot(underOpenSky(), new Random(seed)), built);
    }
    assertThat(built.size).isPositive();
  }

  @Property(tries = 20)
  void plantsStandOnTheGroundAndAreVegetation(@ForAll long seed) {
    CloudPoints built = new CloudPoints(100);
    Trees.on(new Plot(underOpenSky(), new Random(seed)), built);
    assertThat(heights(built, TrueClass.VEGETATION)).hasSize(built.size);
    for (int i = 0; i < built.size; i++) {
      assertThat(built.heightMetres[i]).isBetween(2.8, 42.0);
    }
  }

  @Test
  void someSurveysAreSteepAndSomeHaveNoGround() {
    int groundless = 0;
    double steepest = 0;
    for (int seed = 0; seed < 60; seed++) {
      double[] ground = heights(new Augmentation(seed).of(overgrown()), TrueClass.OTHER);
      groundless += ground.length == 0 ? 1 : 0;
      double rise = Arrays.stream(ground).max().orElse(0) - Arrays.stream(ground).min().orElse(0);
      steepest = Math.max(steepest, rise / 60);
    }
    assertThat(groundless).isBetween(1, 12);
    // From corner to corner of the 60 m; by 3 degrees alone it would be a tenth.
    assertThat(steepest).isBetween(0.2, 0.6);
  }

  @Property(tries = 20)
  void clutterIsNoBuilding(@ForAll long seed) {
    Plot plot = new Plot(place(), new Random(seed));
    CloudPoints built = new CloudPoints(100);
    Clutter.on(plot, built);
    for (int i = 0; i < built.size; i++) {
      assertThat(built.truth[i]).isEqualTo((byte) TrueClass.OTHER.ordinal());
    }
  }

  @Test
  void nothingIsBuiltOnWhatGrows() {
    Plot plot = new Plot(overgrown(), new Random(1));
    CloudPoints built = new CloudPoints(100);
    Buildings.on(plot, built);
    Clutter.on(plot, built);
    PoleLines.over(plot, built);
    TowerLines.over(plot, built);
    assertThat(built.size).isZero();
  }

  @Test
  void surveysDiffer() {
    assertThat(new Augmentation(1).of(place()).eastingMetres[0])
        .isNotEqualTo(new Augmentation(2).of(place()).eastingMetres[0]);
  }

  @Test
  void fromAboveHasThePointsAskedFor() {
    CloudPoints seen = Density.fromAbove(place(), 5, new Random(1));
    assertThat(seen.size / 3_600.0).isBetween(3.5, 6.5);
  }

  @Test
  void denserKeepsTheWireAWire() {
    CloudPoints dense = Density.denser(place(), 10, new Random(1));
    assertThat(dense.size).isGreaterThan(8 * place().size);
    for (int i = 0; i < dense.size; i++) {
      if (dense.truth[i] == TrueClass.CONDUCTOR.ordinal()) {
        assertThat(dense.heightMetres[i]).isBetween(3 + WIRE_METRES - 0.1, 3 + WIRE_METRES + 0.1);
      }
    }
  }

  @Test
  void windowHoldsAsManyAsAskedFor() {
    CloudPoints part = Window.of(place(), 5_000, new Random(1));
    assertThat(part.size).isBetween(1_000, 5_000);
  }

  private static double meanHeight(CloudPoints cloud, TrueClass kind) {
    return Arrays.stream(heights(cloud, kind)).average().orElse(Double.NaN);
  }

  private static double highest(CloudPoints cloud, TrueClass kind) {
    return Arrays.stream(heights(cloud, kind)).max().orElse(0);
  }

  private static double[] heights(CloudPoints cloud, TrueClass kind) {
    return IntStream.range(0, cloud.size)
        .filter(i -> cloud.truth[i] == kind.ordinal())
        .mapToDouble(i -> cloud.heightMetres[i])
        .toArray();
  }
}
