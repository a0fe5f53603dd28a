package dev.catenary.device.cli;

import dev.catenary.device.config.ConfigEntry;
import dev.catenary.device.config.ConfigException;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.config.ConfigProblem;
import dev.catenary.device.config.ConfigReference;
import dev.catenary.device.json.JsonText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what a configuration file means and what is wrong with it; starts nothing. */
@Command(
    name = "check-config",
    description = "Print the effective configuration and its problems, without starting anything.")
final class CheckConfigCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private Subject subject;

  /** Subject of the check: a file, or the list of keys. */
  private static final class Subject {
    @Option(names = "--config", required = true, description = "Configuration file (YAML).")
    private @Nullable Path file;

    @Option(
        names = "--reference",
        required = true,
        description = "Prints every key there is, with its default.")
    private boolean reference;
  }

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (subject.reference || subject.file == null) {
      out.print(ConfigReference.markdown());
      out.flush();
      return 0;
    }
    if (json) {
      return tellJson(out, subject.file);
    }
    ConfigFile config = ConfigFile.read(subject.file);
    for (ConfigEntry entry : config.entries()) {
      String value = entry.value().isEmpty() ? "(not set)" : entry.value();
      out.printf(
          "%-36s %s%s%n",
          entry.key(),
          value + (entry.unit().isEmpty() ? "" : " " + entry.unit()),
          entry.isDefault() ? "   (default)" : "");
    }
    for (ConfigProblem problem : config.problems()) {
      spec.commandLine().getErr().println(config.name() + ": " + problem);
    }
    out.println(config.problems().isEmpty() ? "No problems." : "Problems: see above.");
    out.flush();
    return config.problems().isEmpty() ? 0 : 2;
  }

  private static int tellJson(PrintWriter out, Path file) throws IOException {
    List<ConfigEntry> entries = List.of();
    List<ConfigProblem> problems;
    try {
      ConfigFile config = ConfigFile.read(file);
      entries = config.entries();
      problems = config.problems();
    } catch (ConfigException e) {
      problems = e.problems();
    }
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("file", file.toString());
    told.put("entries", entries.stream().map(CheckConfigCommand::entry).toList());
    told.put("problems", problems.stream().map(CheckConfigCommand::problem).toList());
    out.println(JsonText.of(told));
    out.flush();
    return problems.isEmpty() ? 0 : 2;
  }

  private static Map<String, Object> entry(ConfigEntry entry) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("key", entry.key());
    told.put("value", entry.value());
    told.put("unit", entry.unit());
    told.put("isDefault", entry.isDefault());
    return told;
  }

  private static Map<String, Object> problem(ConfigProblem problem) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("line", problem.line());
    told.put("key", problem.key());
    told.put("found", problem.found());
    told.put("expected", problem.expected());
    told.put("cure", problem.cure());
    return told;
  }
}
