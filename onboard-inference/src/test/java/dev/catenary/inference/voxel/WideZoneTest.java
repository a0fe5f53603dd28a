package dev.catenary.inference.voxel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.inference.scene.Scene;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import org.junit.jupiter.api.Test;

final class WideZoneTest {
  private static final int SIDE_MILLIMETRES = 32_000;

  /** Shift by 16 m to the east: whole cubes of all sizes, so that only the border differs. */
  private static final int SHIFT_MILLIMETRES = 16_000;

  private final WideZone wide = new WideZone();
  private final ZoneFeatures features = new ZoneFeatures();

  private final Zone whole =
      new Scene(5).ground(0, 0, 20).tree(16, 16, 9, 3.5, 4_000).wire(0.1, 0, 9, 20).zone();

  /** The eastern half of the whole, as a zone of its own, with or without what lies west of it. */
  private Zone cut(boolean withMargin) {
    Zone zone = new Zone(new ZoneId("EPSG:32755", 32, 0, 0), whole.size);
    Zone margin = new Zone(zone.id, whole.size);
    for (int i = 0; i < whole.size; i++) {
      int x = whole.xMillimetres[i] - SHIFT_MILLIMETRES;
      if (x >= 0) {
        add(zone, i, x);
      } else if (x >= -Zone.MARGIN_METRES * 1_000) {
        add(margin, i, x);
      }
    }
    zone.margin = withMargin ? margin : null;
    return zone;
  }

  private void add(Zone to, int point, int x) {
    to.xMillimetres[to.size] = x;
    to.yMillimetres[to.size] = whole.yMillimetres[point];
    to.zMillimetres[to.size] = whole.zMillimetres[point];
    to.lasReturns[to.size] = 0x11;
    to.size++;
  }

  /**
   * Largest difference of a feature, cubes within a metre of the cut, from the same cubes uncut.
   */
  private double difference(Feature feature, boolean withMargin) {
    ZoneFeatures uncut = new ZoneFeatures();
    uncut.fill(new WideZone().of(whole));
    Zone zone = cut(withMargin);
    features.fill(wide.of(zone));
    VoxelGrid cubes = features.pyramid().finest();
    VoxelGrid uncutCubes = uncut.pyramid().finest();
    int compared = 0;
    double largest = 0;
    for (int cube = 0; cube < cubes.ofFirstPoints(zone.size); cube++) {
      int column = cubes.column(cube);
      if (column < 2 * Zone.MARGIN_METRES + 2) {
        int same =
            uncutCubes.at(column + SHIFT_MILLIMETRES / 500, cubes.row(cube), cubes.level(cube));
        largest =
            Math.max(largest, Math.abs(features.value(cube, feature) - uncut.value(same, feature)));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(100);
    return largest;
  }

  @Test
  void cubesAtTheBorderLookAsIfThereWereNone() {
    for (Feature feature :
        new Feature[] {
          Feature.LINEARITY_0, Feature.PLANARITY_1, Feature.LINEARITY_2, Feature.DENSITY_2
        }) {
      assertThat(difference(feature, true)).isLessThan(1e-4);
      assertThat(difference(feature, false)).isGreaterThan(0.1);
    }
  }

  @Test
  void ownPointsAndCubesComeFirst() {
    Zone zone = cut(true);
    Zone seen = wide.of(zone);
    features.fill(seen);
    VoxelGrid cubes = features.pyramid().finest();
    int own = cubes.ofFirstPoints(zone.size);
    assertThat(seen.size).isEqualTo(zone.size + zone.margin.size);
    assertThat(seen.id.cellMetres()).isEqualTo(SIDE_MILLIMETRES / 1_000 + 8);
    for (int i = 0; i < seen.size; i++) {
      assertThat(cubes.ofPoint(i) < own).isEqualTo(i < zone.size);
    }
    for (int cube = 0; cube < own; cube++) {
      assertThat(cubes.column(cube)).isBetween(8, 71);
    }
  }

  @Test
  void zoneWithoutMarginAndEmptyZoneAreNoTrouble() {
    Zone empty = new Zone(new ZoneId("EPSG:32755", 25, 0, 0), 0);
    features.fill(wide.of(empty));
    assertThat(features.rows()).isZero();
    features.fill(wide.of(whole));
    assertThat(features.keptRows()).isEqualTo(features.rows()).isPositive();
    double height = features.ground().heightMetres(20, 20);
    assertThat(height).isCloseTo(300, within(0.3));
  }
}
