package dev.catenary.inference.voxel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class VoxelPyramidTest {
  private final VoxelPyramid pyramid = new VoxelPyramid();

  @Property(tries = 100)
  void summedGridIsTheGridOfThePoints(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 3_000) int points) {
    Zone zone = RandomZone.of(random, points);
    pyramid.fill(zone);
    for (int scale = 1; scale < VoxelPyramid.SCALES; scale++) {
      VoxelGrid summed = pyramid.grid(scale);
      VoxelGrid direct = new VoxelGrid(VoxelPyramid.FINEST_MILLIMETRES << scale);
      direct.fill(zone);
      assertThat(summed.size()).isEqualTo(direct.size());
      Spread one = new Spread();
      Spread other = new Spread();
      for (int voxel = 0; voxel < direct.size(); voxel++) {
        int same = summed.at(direct.column(voxel), direct.row(voxel), direct.level(voxel));
        assertThat(same).isNotNegative();
        assertThat(summed.count(same)).isEqualTo(direct.count(voxel));
        direct.neighbourhood(voxel, one);
        summed.neighbourhood(same, other);
        assertThat(other.count()).isEqualTo(one.count());
        assertThat(other.linearity()).isCloseTo(one.linearity(), within(1e-6));
        assertThat(other.heightSpreadMetres()).isCloseTo(one.heightSpreadMetres(), within(1e-6));
      }
    }
  }

  @Property(tries = 100)
  void everyPointIsInTheCubeAroundIt(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 3_000) int points) {
    Zone zone = RandomZone.of(random, points);
    pyramid.fill(zone);
    for (int i = 0; i < zone.size; i++) {
      for (int scale = 0; scale < VoxelPyramid.SCALES; scale++) {
        int side = VoxelPyramid.FINEST_MILLIMETRES << scale;
        int cube = pyramid.ancestor(pyramid.finest().ofPoint(i), scale);
        VoxelGrid grid = pyramid.grid(scale);
        assertThat(grid.column(cube)).isEqualTo(Math.floorDiv(zone.xMillimetres[i], side));
        assertThat(grid.row(cube)).isEqualTo(Math.floorDiv(zone.yMillimetres[i], side));
        assertThat(grid.level(cube)).isEqualTo(Math.floorDiv(zone.zMillimetres[i], side));
      }
    }
  }

  @Property(tries = 100)
  void columnsCountWhatIsAboveAndBelow(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 3_000) int points) {
    Zone zone = RandomZone.of(random, points);
    VoxelGrid grid = new VoxelGrid(1_000);
    grid.fill(zone);
    Columns columns = new Columns();
    columns.fill(grid, 33);
    for (int voxel = 0; voxel < grid.size(); voxel += 17) {
      int below = 0;
      int above = 0;
      int next = Integer.MIN_VALUE;
      for (int other = 0; other < grid.size(); other++) {
        if (grid.column(other) == grid.column(voxel) && grid.row(other) == grid.row(voxel)) {
          if (grid.level(other) < grid.level(voxel)) {
            below += grid.count(other);
            next = Math.max(next, grid.level(other));
          } else if (grid.level(other) > grid.level(voxel)) {
            above += grid.count(other);
          }
        }
      }
      assertThat(columns.pointsBelow(voxel)).isEqualTo(below);
      assertThat(columns.pointsAbove(voxel)).isEqualTo(above);
      assertThat(columns.levelsOfAirBelow(voxel))
          .isEqualTo(below == 0 ? Integer.MAX_VALUE : grid.level(voxel) - next - 1);
    }
  }

  /** Points clustered, so that cubes hold several, and on both sides of the height datum. */
  private static final class RandomZone {
    static Zone of(Random random, int points) {
      Zone zone = new Zone(new ZoneId("EPSG:28992", 32, 0, 0), points);
      for (int i = 0; i < points; i++) {
        zone.xMillimetres[i] = random.nextInt(8) * 4_000 + random.nextInt(2_000);
        zone.yMillimetres[i] = random.nextInt(8) * 4_000 + random.nextInt(4_001);
        zone.zMillimetres[i] = random.nextInt(20_000) - 10_000;
      }
      zone.size = points;
      return zone;
    }
  }
}
