package dev.catenary.proving;

import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.cli.Progress;
import dev.catenary.device.cli.SoftwareVersion;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proving.demo.Demo;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolEvent;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the whole river on a simulated survey. */
@Command(
    name = "demo",
    description = "Survey a simulated power line, over real UDP and into a real S3 server here.")
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--seconds",
      defaultValue = "40",
      description = "Length of the survey; default ${DEFAULT-VALUE} s.")
  private int seconds;

  @Option(names = "--out", description = "New folder for all it writes; left out, a temporary one.")
  private @Nullable Path out;

  @Override
  public Integer call() throws Exception {
    Path home = Path.of(System.getProperty("catenary.home", "."));
    Path directory = out == null ? Files.createTempDirectory("catenary-demo-") : out;
    PrintWriter to = spec.commandLine().getOut();
    to.println(
        "A simulated drone surveys a power line for "
            + seconds
            + " s; everything is in "
            + directory);
    to.flush();
    Counters counters = new Counters();
    Progress progress = new Progress(counters, to, true);
    boolean arrived =
        new Demo(home, directory, seconds)
            .run(counters, SoftwareVersion.current(), new ProgressDisplay(progress, to));
    to.println("Objects          " + directory.resolve("objects/survey"));
    firstLaz(directory).ifPresent(file -> to.println("Open this in a GIS " + file));
    to.flush();
    return arrived ? 0 : 1;
  }

  /** The first by rank. */
  private static java.util.Optional<Path> firstLaz(Path directory) throws java.io.IOException {
    try (var files = Files.walk(directory.resolve("objects"))) {
      return files
          .filter(file -> file.toString().endsWith(".laz"))
          .min(Comparator.comparing(Path::toString));
    }
  }

  /** Shows the demo as any run is shown. */
  private record ProgressDisplay(Progress progress, PrintWriter to) implements Demo.Display {
    @Override
    public void accept(SpoolEvent event) {
      progress.accept(event);
    }

    @Override
    public void line(Spool spool) {
      progress.line(spool);
    }

    @Override
    public void summary(Assembly machine, CatenaryConfig config) {
      progress.summary(to, machine, config);
    }
  }
}
