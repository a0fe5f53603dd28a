package dev.catenary.inference.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import org.junit.jupiter.api.Test;

final class ZoneRankerTest {
  private final ZoneRanker ranker = new ZoneRanker(2.5);
  private final Zone zone = new Zone(new ZoneId("EPSG:28992", 32, 0, 0), 1_000);

  private void put(ClassLabel label, int points, double x, double y, double z) {
    for (int i = 0; i < points; i++) {
      zone.xMillimetres[zone.size] = (int) Math.round(1e3 * x);
      zone.yMillimetres[zone.size] = (int) Math.round(1e3 * y);
      zone.zMillimetres[zone.size] = (int) Math.round(1e3 * z);
      zone.label[zone.size++] = label.lasCode();
    }
  }

  @Test
  void treeNearAWireIsABreachWithTheMissingMetresAsSeverity() {
    put(ClassLabel.CONDUCTOR, 20, 10, 10, 12);
    put(ClassLabel.VEGETATION, 10, 10, 11, 10.5);
    ranker.rank(zone);
    assertThat(zone.rank).isEqualTo(Rank.CLEARANCE_BREACH);
    assertThat(zone.severity).isCloseTo(2.5 - Math.hypot(1, 1.5), within(1e-9));
  }

  @Test
  void buildingNearAWireIsABreach() {
    put(ClassLabel.CONDUCTOR, 20, 10, 10, 12);
    put(ClassLabel.BUILDING, 10, 10, 10, 10);
    ranker.rank(zone);
    assertThat(zone.rank).isEqualTo(Rank.CLEARANCE_BREACH);
  }

  @Test
  void treeFartherThanTheClearanceLeavesTheRankToTheWire() {
    put(ClassLabel.CONDUCTOR, 20, 10, 10, 12);
    put(ClassLabel.VEGETATION, 100, 10, 10, 9.4);
    ranker.rank(zone);
    assertThat(zone.rank).isEqualTo(Rank.CONDUCTOR);
    assertThat(zone.severity).isEqualTo(20);
  }

  @Test
  void singlePointNearAWireIsNoBreach() {
    put(ClassLabel.CONDUCTOR, 20, 10, 10, 12);
    put(ClassLabel.VEGETATION, 1, 10, 10, 11);
    ranker.rank(zone);
    assertThat(zone.rank).isEqualTo(Rank.CONDUCTOR);
  }

  @Test
  void groundAndTowerNearAWireAreNoBreach() {
    put(ClassLabel.CONDUCTOR, 20, 10, 10, 12);
    put(ClassLabel.GROUND, 100, 10, 10, 11);
    put(ClassLabel.TOWER, 100, 10, 10, 11.5);
    ranker.rank(zone);
    assertThat(zone.rank).isEqualTo(Rank.CONDUCTOR);
  }

  @Test
  void fewPointsRaiseNoRank() {
    put(ClassLabel.CONDUCTOR, 3, 10, 10, 12);
    put(ClassLabel.TOWER, 3, 10, 10, 12);
    put(ClassLabel.VEGETATION, 3, 10, 10, 12);
    put(ClassLabel.GROUND, 100, 10, 10, 0);
    ranker.rank(zone);
    assertThat(zone.rank).isEqualTo(Rank.OTHER);
  }

  @Test
  void towerOutranksVegetation() {
    put(ClassLabel.TOWER, 20, 10, 10, 12);
    put(ClassLabel.VEGETATION, 500, 10, 10, 12);
    ranker.rank(zone);
    assertThat(zone.rank).isEqualTo(Rank.POLE_OR_TOWER);
    zone.size = 0;
    put(ClassLabel.VEGETATION, 500, 10, 10, 12);
    ranker.rank(zone);
    assertThat(zone.rank).isEqualTo(Rank.VEGETATION);
    assertThat(zone.severity).isEqualTo(500);
  }
}
