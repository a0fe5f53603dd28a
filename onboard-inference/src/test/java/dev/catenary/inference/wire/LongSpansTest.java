package dev.catenary.inference.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.zone.ClearanceFinding;
import dev.catenary.proto.zone.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Lines of 80 to 500 m spans with wind and heat: each tree that comes too near is told, none that
 * does not, and the loaded distance is the true one. A finding with both supports seen stands in
 * place of those of the same tree without; that is what the list of places does too.
 *
 * <p>{@code -Dcatenary.long-spans=80} tries 80 lines, which have more than 200 such trees.
 */
final class LongSpansTest {
  private static final int LINES = Integer.getInteger("catenary.long-spans", 6);

  private int violations;
  private int open;
  private final List<String> wrong = new ArrayList<>();

  @Test
  void treesAreToldAsTheyAreOnSpansUpTo500Metres() {
    for (int seed = 1; seed <= LINES; seed++) {
      line(seed);
    }
    System.out.printf(
        Locale.ROOT,
        "%d violations on %d lines, %d told with an end unseen%n",
        violations,
        LINES,
        open);
    assertThat(wrong).isEmpty();
    assertThat(violations).isGreaterThanOrEqualTo(2 * LINES);
    assertThat(open).isZero();
  }

  private void line(int seed) {
    LineOfSpans line = new LineOfSpans(seed);
    ZoneWires wires = new ZoneWires(line.rules(), new SurveyMemory());
    List<ClearanceFinding> told = new ArrayList<>();
    long sequence = 0;
    for (Zone zone : line.zonesInOrder()) {
      zone.firstSequence = ++sequence;
      wires.process(zone);
      told.addAll(zone.findings);
    }
    for (LineOfSpans.Tree tree : line.trees) {
      boolean isViolation = tree.trueMetres() < line.requiredMetres;
      violations += isViolation ? 1 : 0;
      List<ClearanceFinding> here =
          told.stream()
              .filter(
                  finding ->
                      line.fromTree(
                              tree,
                              finding.eastingMetres(),
                              finding.northingMetres(),
                              finding.heightMetres())
                          < tree.radius() + 0.05)
              .toList();
      List<ClearanceFinding> whole =
          here.stream().filter(finding -> !finding.loading().endUnseen()).toList();
      List<ClearanceFinding> holds = whole.isEmpty() ? here : whole;
      open += whole.isEmpty() && here.stream().anyMatch(ClearanceFinding::isViolation) ? 1 : 0;
      double least =
          holds.stream()
              .mapToDouble(ClearanceFinding::loadedDistanceMetres)
              .min()
              .orElse(Double.NaN);
      String said =
          String.format(
              Locale.ROOT,
              "line %d (%.0f m, swing %.0f, sag +%.1f): tree at %.0f m, truth %.2f m of %.2f m, told %.2f m %s",
              seed,
              line.lengthMetres,
              line.swingDegrees,
              line.addedSagMetres,
              tree.along(),
              tree.trueMetres(),
              line.requiredMetres,
              least,
              whole.isEmpty() ? "with an end unseen" : "");
      if (isViolation != least < line.requiredMetres) {
        wrong.add((isViolation ? "missed: " : "false: ") + said);
      } else if (isViolation && Math.abs(least - tree.trueMetres()) > 0.1) {
        wrong.add("off: " + said);
      }
    }
  }
}
