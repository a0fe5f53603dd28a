package dev.catenary.device.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * One command over a copy of a case's folder.
 *
 * @param status of its exit
 * @param said on both outputs
 */
record CaseRun(int status, String said) {
  private static final Path CASES =
      Path.of(System.getProperty("catenary.root")).resolve("testdata/cases");

  /** Copies a case into a folder that can be written to. */
  static void copy(String name, Path to) throws IOException {
    try (Stream<Path> files = Files.list(CASES.resolve(name))) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName().toString()));
      }
    }
  }

  /** Runs a command line; words that name a file of the folder stand for that file. */
  static CaseRun of(Path folder, String... words) {
    StringWriter said = new StringWriter();
    CommandLine command =
        CatenaryCommand.commandLine()
            .setOut(new PrintWriter(said, true))
            .setErr(new PrintWriter(said, true))
            .setExecutionExceptionHandler(
                (exception, line, _) -> {
                  line.getErr().println(exception.getMessage());
                  return 1;
                });
    String[] args =
        Stream.of(words)
            .map(
                word ->
                    word.contains(".") && isIn(folder, word)
                        ? folder.resolve(word).toString()
                        : word)
            .toArray(String[]::new);
    return new CaseRun(command.execute(args), said.toString());
  }

  private static boolean isIn(Path folder, String word) {
    return word.endsWith(".csv") || Files.exists(folder.resolve(word));
  }

  /** Lines of points in the file that {@code decode} wrote. */
  static long points(Path csv) {
    try (Stream<String> lines = Files.lines(csv)) {
      return lines.count() - 1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
