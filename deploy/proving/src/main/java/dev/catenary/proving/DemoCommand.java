package dev.catenary.proving;

import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.cli.Progress;
import dev.catenary.device.cli.ProgressBar;
import dev.catenary.device.cli.SoftwareVersion;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proving.demo.Demo;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
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
      description = "Length of the survey, in seconds. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--out",
      description = "New folder for all that the demo writes. Default: a temporary one.")
  private @Nullable Path out;

  @Option(names = "--no-wait", description = "Ends when the survey is over; the page ends with it.")
  private boolean noWait;

  @Override
  public Integer call() throws Exception {
    Path home = Path.of(System.getProperty("catenary.home", "."));
    Path directory = out == null ? Files.createTempDirectory("catenary-demo-") : out;
    PrintWriter to = spec.commandLine().getOut();
    to.println("A simulated drone surveys a power line for " + seconds + " s.");
    to.println("Everything it writes  " + directory);
    to.println("The page's address follows when the first conductor with a violation is seen.");
    to.flush();
    Counters counters = new Counters();
    Progress progress = new Progress(counters, to, true);
    boolean waits = !noWait && ProgressBar.isTerminal();
    var display = new OnTerminal(progress, new ProgressBar(to), to, directory, waits);
    boolean arrived =
        new Demo(home, directory, seconds).run(counters, SoftwareVersion.current(), display);
    return arrived ? 0 : 1;
  }

  /** The first by rank. */
  private static Optional<Path> firstLaz(Path directory) {
    try (var files = Files.walk(directory.resolve("objects"))) {
      return files
          .filter(file -> file.toString().endsWith(".laz"))
          .min(Comparator.comparing(Path::toString));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** Shows the demo as any run is shown, and the way to look further. */
  private record OnTerminal(
      Progress progress, ProgressBar bar, PrintWriter to, Path directory, boolean waits)
      implements Demo.Display {
    @Override
    public void accept(SpoolEvent event) {
      progress.accept(event);
    }

    @Override
    public void look(double share, Spool spool) {
      bar.show(share, progress.words(spool));
    }

    @Override
    public void page(String address) {
      bar.end();
      to.println();
      to.println("Open the technician's page, good for one sign-in:");
      to.println("  " + address);
      to.println("The browser asks once about the demo's own certificate: go on to 127.0.0.1.");
      to.println();
      to.flush();
    }

    @Override
    public void summary(Assembly machine, CatenaryConfig config, Path findings) {
      bar.end();
      progress.summary(to, machine, config.spoolDirectory());
      to.println("Objects          " + directory.resolve("objects/survey"));
      to.println();
      to.println("To look further:");
      firstLaz(directory).ifPresent(file -> to.println("  CloudCompare " + file));
      to.println("  qgis " + findings.resolve("findings.gpkg"));
      to.flush();
    }

    @Override
    public void linger() {
      if (waits) {
        to.println();
        to.println("The page stays open. Press Enter to end the demo.");
        to.flush();
        Objects.requireNonNull(System.console()).readLine();
      }
    }
  }
}
