package dev.catenary.device.cli;

import dev.catenary.device.Assembly;
import dev.catenary.device.Feed;
import dev.catenary.device.LiveLinks;
import dev.catenary.device.Stores;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.proto.counter.Counters;
import dev.catenary.uplink.transfer.S3Credentials;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Captures live until it is told to stop. */
@Command(name = "run", description = "Capture live, until interrupted (SIGINT, SIGTERM).")
final class RunCommand implements Callable<Integer> {
  private static final long DRAIN_SECONDS = 30;

  @Spec private CommandSpec spec;

  @Option(names = "--config", required = true, description = "The YAML file.")
  private Path configFile;

  @Override
  public Integer call() throws Exception {
    CatenaryConfig config = ConfigFile.read(configFile).require();
    Counters counters = new Counters();
    Progress progress = new Progress(counters, spec.commandLine().getErr(), true);
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    var store = Stores.open(config.upload(), new S3Credentials.Environment());
    try (LiveLinks links = new LiveLinks(config, counters);
        Assembly machine =
            new Assembly(
                config,
                SoftwareVersion.current(),
                links.source(),
                Feed.LIVE,
                store,
                counters,
                progress)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> await(stop, stopped), "stop"));
      machine.start();
      links.start();
      while (!stop.await(1, TimeUnit.SECONDS) && machine.broken() == null) {
        progress.line(machine);
      }
      links.stop();
      machine.stopIntake();
      progress.summary(spec.commandLine().getOut(), machine, config);
      return machine.broken() == null ? 0 : 1;
    } finally {
      stopped.countDown();
    }
  }

  /** In the hook: asks for the stop, and holds the process until what was captured is durable. */
  private static void await(CountDownLatch stop, CountDownLatch stopped) {
    stop.countDown();
    try {
      stopped.await(DRAIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
