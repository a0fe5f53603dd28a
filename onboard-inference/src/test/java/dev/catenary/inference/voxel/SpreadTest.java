package dev.catenary.inference.voxel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The closed form against rotations by Jacobi's method on the covariance of the raw points. */
final class SpreadTest {
  @Property(tries = 300)
  void eigenvaluesAreThoseOfAnIndependentSolver(
      @ForAll Random random, @ForAll @IntRange(min = 3, max = 60) int points) {
    Zone zone = new Zone(new ZoneId("EPSG:28992", 32, 0, 0), points);
    int x = 500 * random.nextInt(60);
    int y = 500 * random.nextInt(60);
    int z = 500 * (random.nextInt(200) - 100);
    int thin = 1 + random.nextInt(499);
    for (int i = 0; i < points; i++) {
      zone.xMillimetres[i] = x + random.nextInt(500);
      zone.yMillimetres[i] = y + random.nextInt(thin);
      zone.zMillimetres[i] = z + random.nextInt(1 + thin / 3);
    }
    zone.size = points;
    VoxelGrid grid = new VoxelGrid(500);
    grid.fill(zone);
    assertThat(grid.size()).isEqualTo(1);
    Spread spread = new Spread();
    grid.own(0, spread);

    double[] expected = Jacobi.eigenvalues(Jacobi.covariance(zone));
    Arrays.sort(expected);
    double largest = expected[2];
    double tolerance = 1e-6;
    assertThat(spread.count()).isEqualTo(points);
    assertThat(spread.linearity()).isCloseTo((largest - expected[1]) / largest, within(tolerance));
    assertThat(spread.planarity())
        .isCloseTo((expected[1] - expected[0]) / largest, within(tolerance));
    assertThat(spread.sphericity()).isCloseTo(expected[0] / largest, within(tolerance));
    assertThat(spread.lengthMetres()).isCloseTo(Math.sqrt(largest), within(tolerance));
  }

  @Property(tries = 100)
  void lineIsFoundInItsOwnDirection(@ForAll Random random) {
    double heading = random.nextDouble() * Math.PI;
    double rise = (random.nextDouble() - 0.5) * Math.PI;
    Zone zone = new Zone(new ZoneId("EPSG:28992", 32, 0, 0), 41);
    for (int i = 0; i <= 40; i++) {
      double along = (i - 20) * 10;
      zone.xMillimetres[i] = (int) Math.round(250 + along * Math.cos(rise) * Math.sin(heading));
      zone.yMillimetres[i] = (int) Math.round(250 + along * Math.cos(rise) * Math.cos(heading));
      zone.zMillimetres[i] = (int) Math.round(250 + along * Math.sin(rise));
    }
    zone.size = 41;
    VoxelGrid grid = new VoxelGrid(500);
    grid.fill(zone);
    Spread spread = new Spread();
    grid.own(0, spread);
    assertThat(spread.linearity()).isGreaterThan(0.999);
    assertThat(spread.mainVertical()).isCloseTo(Math.abs(Math.sin(rise)), within(0.01));
    double alike =
        spread.mainX() * Math.cos(rise) * Math.sin(heading)
            + spread.mainY() * Math.cos(rise) * Math.cos(heading)
            + spread.mainZ() * Math.sin(rise);
    assertThat(Math.abs(alike)).isCloseTo(1, within(1e-4));
  }
}
