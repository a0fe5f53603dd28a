package dev.catenary.device.cli;

import dev.catenary.device.config.ConfigEntry;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.config.ConfigProblem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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

  @Option(names = "--config", required = true, description = "The YAML file.")
  private Path file;

  @Override
  public Integer call() throws Exception {
    ConfigFile config = ConfigFile.read(file);
    PrintWriter out = spec.commandLine().getOut();
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
}
