package dev.catenary.device.cli;

import dev.catenary.device.json.JsonText;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolEntry;
import dev.catenary.uplink.spool.SpoolReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks into a spool, also one in use. */
@Command(name = "spool", description = "Look into the spool.", subcommands = SpoolCommand.Ls.class)
final class SpoolCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "What of the spool? catenary spool ls");
  }

  /** Lists what waits. */
  @Command(name = "ls", description = "List the chunks that wait to be sent, by rank.")
  static final class Ls implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
        names = "--spool",
        defaultValue = "data/spool",
        description = "Folder of the spool. Default: ${DEFAULT-VALUE}.")
    private Path folder;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      SpoolReport report = Spool.inspect(folder);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(JsonText.of(told(report)));
        out.flush();
        return report.damaged().isEmpty() ? 0 : 1;
      }
      out.printf(
          "%4s %10s %9s %11s %11s %-9s %s%n",
          "rank", "severity", "age", "points", "bytes", "state", "chunk");
      report.entries().stream()
          .sorted(Comparator.comparing(entry -> entry.chunk().rank()))
          .forEach(entry -> row(out, entry));
      report.damaged().forEach(damage -> out.println("damaged: " + damage));
      out.println(report.summary());
      out.flush();
      return report.damaged().isEmpty() ? 0 : 1;
    }

    private static Map<String, Object> told(SpoolReport report) {
      Map<String, Object> told = new LinkedHashMap<>();
      told.put(
          "chunks",
          report.entries().stream()
              .sorted(Comparator.comparing(entry -> entry.chunk().rank()))
              .map(Ls::told)
              .toList());
      told.put("damaged", report.damaged().stream().map(String::valueOf).toList());
      return told;
    }

    private static Map<String, Object> told(SpoolEntry entry) {
      SealedChunk chunk = entry.chunk();
      Map<String, Object> told = new LinkedHashMap<>();
      told.put("chunk", chunk.id());
      told.put("rank", chunk.rank().ordinal());
      told.put("severity", chunk.severity());
      told.put("firstAt", Instant.ofEpochSecond(0, chunk.firstHostNanos()));
      told.put("points", chunk.points());
      told.put("bytes", chunk.checksums().bytes());
      told.put("state", entry.state());
      return told;
    }

    private static void row(PrintWriter out, SpoolEntry entry) {
      SealedChunk chunk = entry.chunk();
      Instant first = Instant.ofEpochSecond(0, chunk.firstHostNanos());
      Duration age = Duration.between(first, Instant.now());
      out.printf(
          "%4d %10.2f %8dm %,11d %,11d %-9s %s%n",
          chunk.rank().ordinal(),
          chunk.severity(),
          age.toMinutes(),
          chunk.points(),
          chunk.checksums().bytes(),
          entry.state(),
          chunk.id());
    }
  }
}
