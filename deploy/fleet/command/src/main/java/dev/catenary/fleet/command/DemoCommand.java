package dev.catenary.fleet.command;

import dev.catenary.fleet.command.demo.FleetDemo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The demo of the fleet's side. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs broker, event log, bridge, job and desk on this machine, with simulated vehicles.",
      "Kills the job once. Needs mosquitto and 2 GB of memory."
    })
final class DemoCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--vehicles",
      defaultValue = "20",
      description = "Simulated vehicles (default: ${DEFAULT-VALUE}).")
  private int vehicles;

  @Option(
      names = "--zones",
      defaultValue = "50",
      description = "Zones of each vehicle's line (default: ${DEFAULT-VALUE}).")
  private int zones;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "Time that the messages are spread over (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--linger",
      defaultValue = "600",
      description = "Seconds that the map stays afterwards (default: ${DEFAULT-VALUE}).")
  private int lingerSeconds;

  @Option(names = "--dir", description = "New folder for all that it writes.")
  private @Nullable Path folder;

  @Override
  public Integer call() throws Exception {
    var out = spec.commandLine().getOut();
    Path written = folder == null ? Files.createTempDirectory("catenary-fleet-") : folder;
    Path home = Path.of(System.getProperty("catenary.home", ".")).toAbsolutePath().normalize();
    out.println("Files of this run: " + written);
    boolean right = new FleetDemo(home, written, out).run(vehicles, zones, seconds, this::linger);
    return right ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private void linger() {
    if (lingerSeconds > 0) {
      spec.commandLine()
          .getOut()
          .println("The map stays for " + lingerSeconds + " s; Ctrl+C ends.");
      spec.commandLine().getOut().flush();
    }
    try {
      TimeUnit.SECONDS.sleep(lingerSeconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
