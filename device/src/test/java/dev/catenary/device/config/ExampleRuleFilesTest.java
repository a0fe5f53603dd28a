package dev.catenary.device.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.inference.wire.clearance.ClearanceRule;
import dev.catenary.inference.wire.clearance.ClearanceRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Example files of real codes: each cell of their tables is a row. */
class ExampleRuleFilesTest {
  private static final Path CONFIG =
      Path.of(System.getProperty("catenary.root")).resolve("deploy/config");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 30);

  private static Path file(String name) {
    return CONFIG.resolve("clearance-rules." + name + ".example.yaml");
  }

  private static String jurisdiction(String file) {
    return switch (file) {
      case "victoria" -> "VIC";
      case "ena" -> "GB";
      default -> "NERC";
    };
  }

  @ParameterizedTest
  @CsvFileSource(resources = "example-rules.csv", numLinesToSkip = 1, emptyValue = "")
  void cellOfTheTableIsWhatHolds(
      String name,
      String area,
      double kilovolts,
      String insulation,
      String conductor,
      double span,
      double share,
      ClearanceRule.Side side,
      double metres)
      throws Exception {
    ClearanceRules rules =
        ClearanceRulesFile.read(file(name))
            .of(
                new ClearanceRule.Line(
                    jurisdiction(name),
                    area,
                    kilovolts,
                    insulation,
                    conductor == null ? "" : conductor))
            .on(DAY);
    List<ClearanceRule> there =
        rules.rules().stream()
            .filter(rule -> share >= rule.placeFrom() && share <= rule.placeTo())
            .filter(rule -> rule.side() == side)
            .toList();
    assertThat(there).as("%s", there).hasSize(1);
    assertThat(there.getFirst().vegetation().at(span)).isCloseTo(metres, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"victoria", "nerc-fac-003", "ena"})
  void exampleSaysThatItsNumbersAreToBeConfirmed(String name) throws Exception {
    assertThat(Files.readString(file(name)).replaceAll("\\s*#?\\s+", " "))
        .contains("AN EXAMPLE")
        .containsIgnoringCase("to be confirmed by the utility")
        .contains("not a legal source");
  }

  @Test
  void ruleHoldsFromItsFirstDayToItsLast() throws Exception {
    ClearanceRules rules =
        ClearanceRulesFile.parse(
            "r",
            """
            format: 1
            name: n
            version: "1"
            rules:
              - {id: old, vegetation: 1, valid-until: 2026-06-30}
              - {id: new, vegetation: 2, valid-from: 2026-07-01}
            """);
    assertThat(rules.on(LocalDate.of(2026, 6, 30)).rules())
        .extracting(ClearanceRule::id)
        .containsExactly("old");
    assertThat(rules.on(LocalDate.of(2026, 7, 1)).rules())
        .extracting(ClearanceRule::id)
        .containsExactly("new");
  }
}
