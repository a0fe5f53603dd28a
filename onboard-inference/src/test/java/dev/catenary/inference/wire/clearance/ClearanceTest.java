package dev.catenary.inference.wire.clearance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.inference.PreClassifier;
import dev.catenary.inference.rank.ZoneRanker;
import dev.catenary.inference.rules.RulesClassifier;
import dev.catenary.inference.scene.Scene;
import dev.catenary.inference.wire.ZoneWires;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.ClearanceFinding;
import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.Zone;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole zones: points in, findings out. The scene's zone begins at 320 m east, 640 m north. */
final class ClearanceTest {
  private static ClearanceRule rule(String id, double from, double to, double swingDegrees) {
    return new ClearanceRule(
        id,
        "any",
        "any",
        0,
        500,
        "any",
        from,
        to,
        2.5,
        2.5,
        5,
        Math.toRadians(swingDegrees),
        0.2,
        80);
  }

  private static Zone processed(Scene scene, ClearanceRule... rules) {
    Zone zone = scene.zone();
    ClearanceRules file = new ClearanceRules("test 7", List.of(rules));
    new PreClassifier(new RulesClassifier(), new ZoneWires(file), new ZoneRanker()).process(zone);
    return zone;
  }

  private static Scene wireWithATree(double topMetres) {
    return new Scene(31).ground(0, 0, 20).wire(0, 0, 9, 20).tree(17.5, 16, topMetres, 2, 2_500);
  }

  @Test
  void findingCarriesPlaceDistanceErrorRuleAndVersion() {
    Zone zone = processed(wireWithATree(7.5), rule("still", 0, 0.5, 0));
    assertThat(zone.spans).hasSize(1);
    ClearanceFinding tree =
        zone.findings.stream()
            .filter(finding -> finding.obstacle() == ClassLabel.VEGETATION)
            .findFirst()
            .orElseThrow();
    // The crown's middle is 1.5 m beside the wire and 3.5 m below, its radius 2 m.
    assertThat(tree.distanceMetres()).isCloseTo(Math.hypot(1.5, 3.5) - 2, within(0.2));
    assertThat(tree.loadedDistanceMetres()).isLessThan(tree.distanceMetres());
    assertThat(tree.errorMetres()).isBetween(0.01, 0.06);
    assertThat(tree.eastingMetres()).isBetween(335.4, 339.6);
    assertThat(tree.northingMetres()).isBetween(653.9, 658.1);
    assertThat(tree.wireEastingMetres()).isCloseTo(336, within(0.1));
    assertThat(tree.rule()).isEqualTo("still");
    assertThat(tree.rulesVersion()).isEqualTo("test 7");
    assertThat(tree.isViolation()).isTrue();
    assertThat(zone.rank).isEqualTo(Rank.CLEARANCE_VIOLATION);
    assertThat(zone.severity).isCloseTo(tree.missingMetres(), within(1e-9));
  }

  @Test
  void swingBringsTheWireNearerToATreeBesideIt() {
    Scene scene = new Scene(32).ground(0, 0, 20).wire(0, 0, 9, 20).tree(20, 16, 9, 1.5, 2_500);
    double still = nearest(processed(scene, rule("r", 0, 0.5, 0)), ClassLabel.VEGETATION);
    double swung = nearest(processed(scene, rule("r", 0, 0.5, 40)), ClassLabel.VEGETATION);
    // The crown's middle is 4 m beside the wire and 1.5 m below.
    assertThat(still).isCloseTo(Math.hypot(4, 1.3) - 1.5, within(0.1));
    // An 80 m span of this wire is 3.02 m deep; at 40 degrees it is 2.07 m aside and 0.76 m higher.
    assertThat(swung).isCloseTo(Math.hypot(4 - 2.07, 1.5 + 0.76) - 1.5, within(0.15));
  }

  private static double nearest(Zone zone, ClassLabel label) {
    return zone.findings.stream()
        .filter(finding -> finding.obstacle() == label)
        .mapToDouble(ClearanceFinding::loadedDistanceMetres)
        .min()
        .orElseThrow();
  }

  @Test
  void groundBelowTheWireIsFoundAtItsHeight() {
    Zone zone = processed(wireWithATree(5), rule("r", 0, 0.5, 0));
    double sagged = nearest(zone, ClassLabel.GROUND);
    assertThat(sagged).isCloseTo(9 - 0.2, within(0.12));
    assertThat(zone.findings)
        .anySatisfy(f -> assertThat(f.distanceMetres()).isCloseTo(9, within(0.1)));
  }

  @Test
  void singlePointNearAWireIsNoViolation() {
    Scene scene = new Scene(33).ground(0, 0, 20).wire(0, 0, 9, 20).put(17, 16, 308);
    Zone zone = processed(scene, rule("r", 0, 0.5, 0));
    assertThat(zone.rank).isEqualTo(Rank.CONDUCTOR);
  }

  @Test
  void withoutRulesThereAreSpansButNoFindings() {
    Zone zone = processed(wireWithATree(8));
    assertThat(zone.spans).hasSize(1);
    assertThat(zone.findings).isEmpty();
    assertThat(zone.rank).isEqualTo(Rank.CONDUCTOR);
  }

  @Test
  void ruleForAnotherLineIsNotApplied() {
    ClearanceRule other =
        new ClearanceRule("x", "EX", "high", 1, 33, "bare", 0, 0.5, 2, 2, 2, 0, 0, 80);
    ClearanceRules file = new ClearanceRules("v", List.of(other));
    assertThat(file.of(new ClearanceRule.Line("EX", "high", 22, "bare")).rules()).hasSize(1);
    assertThat(file.of(new ClearanceRule.Line("EX", "high", 33, "bare")).rules()).isEmpty();
    assertThat(file.of(new ClearanceRule.Line("EX", "low", 22, "bare")).rules()).isEmpty();
    assertThat(file.of(new ClearanceRule.Line("EX", "high", 22, "covered")).rules()).isEmpty();
    assertThat(file.of(new ClearanceRule.Line("YZ", "high", 22, "bare")).rules()).isEmpty();
  }
}
