package dev.catenary.uplink.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ZoneThinnerTest {
  private static final int VOXEL = 1_000;

  /** Compared with the same rule written with maps and no thought of speed. */
  @Property(tries = 60)
  void oneOtherPointACubeAndEveryConductorPointAreKept(
      @ForAll long seed, @ForAll @IntRange(max = 6_000) int points) {
    Random random = new Random(seed);
    Zone zone = new Zone(new ZoneId("EPSG:7855", 32, 1, 2), points);
    zone.size = points;
    for (int i = 0; i < points; i++) {
      zone.xMillimetres[i] = random.nextInt(-2_000, 8_000);
      zone.yMillimetres[i] = random.nextInt(8_000);
      zone.zMillimetres[i] = random.nextInt(-5_000, 5_000);
      zone.gpsTimeNanos[i] = i;
      zone.label[i] =
          (random.nextInt(20) == 0 ? ClassLabel.CONDUCTOR : ClassLabel.VEGETATION).lasCode();
    }
    zone.firstSequence = 7;
    zone.lastSequence = 9;
    Set<Long> expected = new HashSet<>();
    Map<List<Integer>, Integer> nearest = new HashMap<>();
    for (int i = 0; i < points; i++) {
      if (zone.label[i] == ClassLabel.CONDUCTOR.lasCode()) {
        expected.add((long) i);
        continue;
      }
      List<Integer> cube = cube(zone, i);
      Integer other = nearest.get(cube);
      if (other == null || distance(zone, i, cube) < distance(zone, other, cube)) {
        nearest.put(cube, i);
      }
    }
    nearest.values().forEach(i -> expected.add((long) i));
    Zone thinned = new ZoneThinner(VOXEL).thin(zone);
    Set<Long> kept = new HashSet<>();
    for (int i = 0; i < thinned.size; i++) {
      kept.add(thinned.gpsTimeNanos[i]);
      assertThat(i == 0 || thinned.gpsTimeNanos[i - 1] < thinned.gpsTimeNanos[i]).isTrue();
    }
    assertThat(kept).isEqualTo(expected).hasSize(thinned.size);
    assertThat(thinned.lastSequence).isEqualTo(9);
  }

  @Test
  void oneThinnerServesOneZoneAfterTheOther() {
    ZoneThinner thinner = new ZoneThinner(VOXEL);
    Zone large = new Zone(new ZoneId("EPSG:7855", 32, 1, 2), 10_000);
    large.size = 10_000;
    for (int i = 0; i < large.size; i++) {
      large.xMillimetres[i] = i % 100 * VOXEL;
      large.yMillimetres[i] = i / 100 * VOXEL;
    }
    assertThat(thinner.thin(large).size).isEqualTo(10_000);
    Zone small = new Zone(new ZoneId("EPSG:7855", 32, 5, 2), 10);
    small.size = 2;
    assertThat(thinner.thin(small).size).isEqualTo(1);
    assertThat(thinner.thin(small).id.column()).isEqualTo(5);
  }

  private static List<Integer> cube(Zone zone, int i) {
    return List.of(
        (int) Math.floor(zone.xMillimetres[i] / (double) VOXEL),
        (int) Math.floor(zone.yMillimetres[i] / (double) VOXEL),
        (int) Math.floor(zone.zMillimetres[i] / (double) VOXEL));
  }

  private static double distance(Zone zone, int i, List<Integer> cube) {
    double x = zone.xMillimetres[i] - (cube.get(0) + 0.5) * VOXEL;
    double y = zone.yMillimetres[i] - (cube.get(1) + 0.5) * VOXEL;
    double z = zone.zMillimetres[i] - (cube.get(2) + 0.5) * VOXEL;
    return x * x + y * y + z * z;
  }
}
