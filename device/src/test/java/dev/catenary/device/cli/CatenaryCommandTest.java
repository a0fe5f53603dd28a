package dev.catenary.device.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

class CatenaryCommandTest {
  @TestFactory
  Stream<DynamicTest> everyCommandAnswersHelpWithItsUsage() {
    List<List<String>> paths = new ArrayList<>();
    collect(CatenaryCommand.commandLine(), List.of(), paths);
    assertThat(paths).contains(List.of("torture"), List.of("spool", "ls"));
    return paths.stream()
        .map(
            path ->
                DynamicTest.dynamicTest(String.join(" ", withRoot(path)), () -> answersHelp(path)));
  }

  private static void collect(CommandLine command, List<String> path, List<List<String>> into) {
    into.add(path);
    command
        .getSubcommands()
        .forEach(
            (name, sub) -> {
              List<String> deeper = new ArrayList<>(path);
              deeper.add(name);
              collect(sub, deeper, into);
            });
  }

  private static void answersHelp(List<String> path) {
    for (String option : List.of("--help", "-h")) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      List<String> arguments = new ArrayList<>(path);
      arguments.add(option);
      int status =
          CatenaryCommand.commandLine()
              .setOut(new PrintWriter(out))
              .setErr(new PrintWriter(err))
              .execute(arguments.toArray(String[]::new));
      assertThat(err.toString()).isEmpty();
      assertThat(status).isZero();
      assertThat(out.toString())
          .startsWith("Usage: " + String.join(" ", withRoot(path)))
          .contains("-h, --help");
    }
  }

  private static List<String> withRoot(List<String> path) {
    return Stream.concat(Stream.of("catenary"), path.stream()).toList();
  }
}
