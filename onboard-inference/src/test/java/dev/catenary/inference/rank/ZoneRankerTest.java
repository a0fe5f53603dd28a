package dev.catenary.inference.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.ClearanceFinding;
import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ZoneRankerTest {
  private final ZoneRanker ranker = new ZoneRanker();
  private final Zone zone = new Zone(new ZoneId("EPSG:28992", 32, 0, 0), 1_000);

  private void put(ClassLabel label, int points, double x, double y, double z) {
    for (int i = 0; i < points; i++) {
      zone.xMillimetres[zone.size] = (int) Math.round(1e3 * x);
      zone.yMillimetres[zone.size] = (int) Math.round(1e3 * y);
      zone.zMillimetres[zone.size] = (int) Math.round(1e3 * z);
      zone.label[zone.size++] = label.lasCode();
    }
  }

  private static ClearanceFinding finding(double loaded, double required) {
    return new ClearanceFinding(
        1, ClassLabel.VEGETATION, 0, 0, 0, 0, 0, 0, loaded, loaded, required, 0.03, "r", "v");
  }

  @Test
  void worstFindingMakesAViolationWithItsMissingMetresAsSeverity() {
    put(ClassLabel.CONDUCTOR, 20, 10, 10, 12);
    zone.findings = List.of(finding(2.2, 2.5), finding(1.5, 2.5), finding(9, 2.5));
    ranker.rank(zone);
    assertThat(zone.rank).isEqualTo(Rank.CLEARANCE_VIOLATION);
    assertThat(zone.severity).isCloseTo(1, within(1e-9));
  }

  @Test
  void findingThatKeepsItsDistanceLeavesTheRankToTheWire() {
    put(ClassLabel.CONDUCTOR, 20, 10, 10, 12);
    zone.findings = List.of(finding(2.5, 2.5));
    ranker.rank(zone);
    assertThat(zone.rank).isEqualTo(Rank.CONDUCTOR);
    assertThat(zone.severity).isEqualTo(20);
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
