package dev.catenary.device.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.catenary.inference.wire.clearance.ClearanceRule;
import dev.catenary.inference.wire.clearance.ClearanceRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ClearanceRulesFileTest {
  private static final Path CONFIG =
      Path.of(System.getProperty("catenary.root")).resolve("deploy/config");

  @TempDir private Path folder;

  @Test
  void exampleIsReadAndSaysThatItIsNoLaw() throws Exception {
    Path file = CONFIG.resolve("clearance-rules.example.yaml");
    ClearanceRules rules = ClearanceRulesFile.read(file);
    assertThat(rules.version()).isEqualTo("example 1");
    assertThat(rules.rules()).extracting(ClearanceRule::id).contains("ex-bare-mid-span");
    assertThat(Files.readAllLines(file).getFirst()).contains("AN EXAMPLE");
    assertThat(Files.readString(file)).contains("not a legal source");
    ClearanceRules line = rules.of(new ClearanceRule.Line("EXAMPLE", "high", 22, "bare"));
    assertThat(line.rules()).hasSize(2);
    assertThat(line.rules().getFirst().swingRad()).isEqualTo(Math.toRadians(15));
  }

  @Test
  @SuppressWarnings("unchecked")
  void schemaHasTheKeysTheReaderKnows() throws Exception {
    Map<String, Object> schema =
        (Map<String, Object>)
            new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(CONFIG.resolve("clearance-rules.schema.json")));
    Map<String, Object> root = (Map<String, Object>) schema.get("properties");
    Map<String, Object> items =
        (Map<String, Object>) ((Map<String, Object>) root.get("rules")).get("items");
    Map<String, Object> rule = (Map<String, Object>) items.get("properties");
    Map<String, Object> place = (Map<String, Object>) rule.get("place");
    Set<String> inSchema = new TreeSet<>();
    root.keySet().forEach(inSchema::add);
    inSchema.remove("rules");
    rule.keySet().forEach(key -> inSchema.add("rules[0]." + key));
    inSchema.remove("rules[0].place");
    ((Map<String, Object>) place.get("properties"))
        .keySet()
        .forEach(key -> inSchema.add("rules[0].place." + key));

    ConfigLog log = new ConfigLog();
    // Rows of a table are keys of their own: they are where the table is.
    Set.of("vegetation", "building", "ground")
        .forEach(obstacle -> inSchema.remove("rules[0]." + obstacle + "-by-span"));
    String text = "format: 1\nname: n\nversion: v\nrules: [{id: a, vegetation: 1}]\n";
    ClearanceRulesFile.read(new ConfigSection("", ConfigFile.root("t", text), log));
    assertThat(log.problems()).isEmpty();
    assertThat(log.entries()).extracting(ConfigEntry::key).hasSameElementsAs(inSchema);
  }

  @Test
  void everyProblemIsToldWithItsLine() {
    String text =
        """
        format: 1
        name: n
        version: "2"
        rules:
          - id: a
            vegetation: far
          - id: a
            vegetation: 2
            voltage-from: 66
            voltage-below: 22
          - id: c
          - vegetaton: 2
            id: d
        """;
    ConfigException problems =
        catchThrowableOfType(ConfigException.class, () -> ClearanceRulesFile.parse("r.yaml", text));
    assertThat(problems.getMessage())
        .contains("6")
        .contains("\"far\"")
        .contains("\"a\" twice")
        .contains("more than voltage-from")
        .contains("no distance")
        .contains("Did you mean \"vegetation\"?");
  }

  @Test
  void anotherFormatIsRefused() {
    assertThatThrownBy(() -> ClearanceRulesFile.parse("r", "format: 2\nname: n\nversion: v\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("format: 1");
  }

  @Test
  void configurationTakesTheRulesOfItsLine() throws Exception {
    Path rules = CONFIG.resolve("clearance-rules.example.yaml").toAbsolutePath();
    String text =
        "sensors: [{name: a}]\nclearance: {rules: %s, jurisdiction: EXAMPLE, risk-area: %s}\n";
    ConfigFile good = ConfigFile.parse("c", String.format(text, rules, "high"), folder);
    assertThat(good.problems()).isEmpty();
    assertThat(good.config().clearance().rules()).hasSize(2);
    ConfigFile none = ConfigFile.parse("c", String.format(text, rules, "moon"), folder);
    assertThat(none.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.line()).isEqualTo(2);
              assertThat(problem.found()).contains("moon");
            });
    ConfigFile missing = ConfigFile.parse("c", String.format(text, "no.yaml", "high"), folder);
    assertThat(missing.problems())
        .singleElement()
        .extracting(ConfigProblem::found)
        .asString()
        .contains("no such file");
    assertThat(ConfigFile.parse("c", "sensors: [{name: a}]", folder).config().clearance().rules())
        .isEqualTo(List.of());
  }
}
