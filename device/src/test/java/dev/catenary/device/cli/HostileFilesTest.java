package dev.catenary.device.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.text.HostileFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Every command of the command line, with every hostile file in each place where it takes a file.
 * The commands and their places come from the command line itself: one that is added is tried too.
 */
final class HostileFilesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path ROOT = Path.of(System.getProperty("catenary.root"));

  @TempDir private static Path folder;

  /** A command with the place that the file goes to. */
  private record Place(List<String> names, CommandLine command, ArgSpec argument) {}

  @TestFactory
  Stream<DynamicTest> noFileBringsAClassOrAStackBeforeAPerson() throws IOException {
    List<Path> files = HostileFiles.in(folder, ROOT.resolve("testdata/cases/page-bad-inputs"));
    List<Place> places = new ArrayList<>();
    gather(CatenaryCommand.commandLine(), List.of(), places);
    assertThat(places.stream().map(place -> place.names().getFirst()))
        .contains("check-config", "decode", "replay", "findings", "spool", "grant-access", "run");
    return places.stream()
        .map(
            place ->
                DynamicTest.dynamicTest(
                    String.join(" ", place.names()) + " " + place.argument().paramLabel(),
                    () -> files(place, files).forEach(file -> tryOut(place, file))));
  }

  /** A configuration is looked at for seconds by some commands: no recordings and clouds there. */
  private static List<Path> files(Place place, List<Path> all) {
    return isNamed(place.argument(), "--config")
        ? all.stream().filter(file -> isText(file.getFileName().toString())).toList()
        : all;
  }

  private static boolean isText(String name) {
    return name.endsWith(".yaml") || name.equals("deep.json") || name.equals("random.bin");
  }

  private static void gather(CommandLine line, List<String> names, List<Place> places) {
    line.getSubcommands()
        .forEach(
            (name, command) -> {
              List<String> path = new ArrayList<>(names);
              path.add(name);
              command.getCommandSpec().args().stream()
                  .filter(HostileFilesTest::takesFiles)
                  .forEach(argument -> places.add(new Place(path, command, argument)));
              gather(command, path, places);
            });
  }

  private static boolean takesFiles(ArgSpec argument) {
    boolean many = argument.auxiliaryTypes().length > 0;
    return argument.type() == Path.class || (many && argument.auxiliaryTypes()[0] == Path.class);
  }

  private static void tryOut(Place place, Path file) {
    List<String> arguments = new ArrayList<>(place.names());
    for (ArgSpec other : place.command().getCommandSpec().args()) {
      boolean needed = other.required() || isNamed(other, "--out");
      if (other != place.argument() && needed && !sharesAGroup(place, other)) {
        add(arguments, other, ordinary(other));
      }
    }
    add(arguments, place.argument(), file.toString());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    ByteArrayOutputStream bare = new ByteArrayOutputStream();
    PrintStream systemOut = System.out;
    PrintStream systemErr = System.err;
    CommandLine line = CatenaryCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    int status;
    try (PrintStream caught = new PrintStream(bare, true, StandardCharsets.UTF_8)) {
      System.setOut(caught);
      System.setErr(caught);
      status =
          Assertions.assertTimeoutPreemptively(
              PATIENCE,
              () -> CatenaryCommand.execute(line, arguments.toArray(String[]::new)),
              () -> "too long: " + arguments);
    } finally {
      System.setOut(systemOut);
      System.setErr(systemErr);
    }
    String said = out + "\n" + err + "\n" + bare.toString(StandardCharsets.UTF_8);
    assertThat(HostileFiles.notForPeople(said)).as("%s said: %s", arguments, said).isEmpty();
    if (status != 0) {
      assertThat(said.strip()).as("%s gave %d", arguments, status).isNotEmpty();
      assertThat(err.toString().strip())
          .as("%s: a bare path", arguments)
          .isNotEqualTo("catenary: " + file);
    }
  }

  private static boolean sharesAGroup(Place place, ArgSpec other) {
    return other.group() != null && other.group() == place.argument().group();
  }

  private static void add(List<String> arguments, ArgSpec argument, String value) {
    switch (argument) {
      case OptionSpec option -> {
        arguments.add(option.longestName());
        if (option.arity().max() > 0) {
          arguments.add(value);
        }
      }
      case PositionalParamSpec _ -> arguments.add(value);
      default -> throw new IllegalStateException("an option or a parameter");
    }
  }

  private static boolean isNamed(ArgSpec argument, String name) {
    return argument instanceof OptionSpec option && option.longestName().equals(name);
  }

  /** A value that is in order, so that the hostile file is what is met. */
  private static String ordinary(ArgSpec argument) {
    if (isNamed(argument, "--config")) {
      return config().toString();
    }
    return takesFiles(argument) ? folder.resolve("out-" + System.nanoTime()).toString() : "x";
  }

  private static Path config() {
    try {
      return Files.writeString(
          folder.resolve("good.yaml"), "sensors: [{name: s, link: {port: 2368}}]\n");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
