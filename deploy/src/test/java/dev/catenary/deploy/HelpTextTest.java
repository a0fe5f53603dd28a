package dev.catenary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Help of every command line: each option is a whole sentence and names its default. */
class HelpTextTest {
  private static final String SENTENCE = "(?s)[A-Z$].*\\.";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.catenary.device.cli.CatenaryCommand",
        "dev.catenary.proving.Proving",
        "dev.catenary.release.cli.ReleaseCommand",
        "dev.catenary.inference.training.Training",
        "dev.catenary.simulator.Main"
      })
  void eachOptionIsASentenceThatNamesItsDefault(String command) throws ClassNotFoundException {
    List<String> wrong = new ArrayList<>();
    int looked = look(new CommandLine(Class.forName(command)), wrong);
    assertThat(wrong).isEmpty();
    assertThat(looked).isGreaterThan(10);
  }

  private static int look(CommandLine line, List<String> wrong) {
    int looked = 0;
    for (ArgSpec each : line.getCommandSpec().args()) {
      if (each instanceof OptionSpec option && (option.usageHelp() || option.versionHelp())) {
        continue;
      }
      looked++;
      String text = String.join(" ", each.description());
      String name = line.getCommandName() + " " + each.paramLabel() + ": " + text;
      boolean hasDefault = each.defaultValue() != null && !each.defaultValue().isEmpty();
      if (!text.matches(SENTENCE) || (hasDefault && !text.contains("Default: "))) {
        wrong.add(name);
      }
    }
    for (CommandLine below : line.getSubcommands().values()) {
      looked += look(below, wrong);
    }
    return looked;
  }
}
