package dev.catenary.device.cli;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page (man(7)) of all commands, from the same descriptions as their help. */
final class ManualPage {
  private final CommandLine root;
  private final StringBuilder page = new StringBuilder();

  ManualPage(CommandLine root) {
    this.root = root;
  }

  String text() {
    page.append(".TH CATENARY 1 \"\" \"Catenary ")
        .append(escaped(SoftwareVersion.current()))
        .append("\"\n");
    section("NAME");
    line("catenary - " + description(root.getCommandSpec()));
    section("SYNOPSIS");
    page.append(".B catenary\n.I COMMAND\n[options]\n");
    section("COMMANDS");
    root.getSubcommands().forEach((name, command) -> command(name, command));
    section("EXIT STATUS");
    line("0 done, 1 failed, 2 asked wrongly. Commands that say others name them above.");
    section("FILES");
    line("/etc/catenary/catenary.yaml  the configuration of the packaged service");
    line(".br");
    line("/run/catenary/status.sock  where the running service is asked");
    return page.toString();
  }

  private void command(String name, CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    page.append(".SS \"").append(name);
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      page.append(' ').append(escaped(parameter.paramLabel()));
    }
    page.append("\"\n");
    line(description(spec));
    for (OptionSpec option : spec.options()) {
      if (option.usageHelp() || option.versionHelp()) {
        continue;
      }
      String value =
          option.arity().max() == 0 ? "" : "\\fI" + escaped(option.paramLabel()) + "\\fR";
      entry(
          "\\fB" + escaped(String.join(", ", option.names())) + "\\fR " + value,
          words(option.description(), option.defaultValueString()));
    }
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      entry(
          "\\fI" + escaped(parameter.paramLabel()) + "\\fR",
          words(parameter.description(), parameter.defaultValueString()));
    }
    for (Map.Entry<String, CommandLine> sub : command.getSubcommands().entrySet()) {
      command(name + " " + sub.getKey(), sub.getValue());
    }
  }

  private void section(String title) {
    page.append(".SH ").append(title.toUpperCase(Locale.ROOT)).append('\n');
  }

  private void entry(String head, String body) {
    page.append(".TP\n").append(head).append('\n');
    line(body);
  }

  private void line(String text) {
    page.append(text.startsWith(".br") ? text : escaped(text)).append('\n');
  }

  private static String description(CommandSpec spec) {
    return String.join(" ", spec.usageMessage().description());
  }

  private static String words(String[] description, String fallback) {
    return String.join(" ", description)
        .replace("${DEFAULT-VALUE}", fallback == null ? "none" : fallback)
        .replace("${COMPLETION-CANDIDATES}", "one of those in the help");
  }

  /** A backslash and a hyphen mean something to roff, and so do a dot and a quote first. */
  private static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-");
    return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
  }
}
