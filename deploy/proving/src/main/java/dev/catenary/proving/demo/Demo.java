package dev.catenary.proving.demo;

import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.assembly.Feed;
import dev.catenary.device.assembly.LiveLinks;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigException;
import dev.catenary.device.store.Stores;
import dev.catenary.inference.ClassifierChoice;
import dev.catenary.proto.counter.Counters;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolEvent;
import dev.catenary.uplink.transfer.S3Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The whole river on one machine: a simulated survey in one process, a real S3 server in another,
 * real UDP and HTTP between, and the service as it runs on a vehicle.
 */
public final class Demo {
  private static final long LOOK_MILLIS = 2_000;
  private static final long DRAIN_MILLIS = 45_000;

  private final Path home;
  private final Path directory;
  private final int seconds;

  /**
   * @param home the checkout, whose build has the simulator and the S3 server
   * @param directory new folder for all that the demo writes
   */
  public Demo(Path home, Path directory, int seconds) {
    this.home = home;
    this.directory = directory;
    this.seconds = seconds;
  }

  /** Display of the demo for a person. */
  public interface Display extends Consumer<SpoolEvent> {
    void line(Spool spool);

    void summary(Assembly machine, CatenaryConfig config);
  }

  /**
   * Runs it to its end.
   *
   * @return true when every chunk has arrived in the bucket
   */
  public boolean run(Counters counters, String softwareVersion, Display display)
      throws IOException, InterruptedException, ConfigException {
    Files.createDirectories(directory);
    DemoPorts ports = DemoPorts.free();
    Path s3proxy = home.resolve("deploy/proving/target/s3proxy/s3proxy-jar-with-dependencies.jar");
    try (DemoStore store = DemoStore.start(s3proxy, directory)) {
      CatenaryConfig config =
          DemoMachine.configure(home, directory, ports, store, ClassifierChoice.SHIPPED);
      var credentials = new S3Credentials.Static(DemoStore.ACCESS_KEY, DemoStore.SECRET_KEY);
      try (LiveLinks links = new LiveLinks(config, counters);
          Assembly machine =
              new Assembly(
                  config,
                  softwareVersion,
                  links.source(),
                  Feed.LIVE,
                  Stores.open(config, credentials),
                  counters,
                  display)) {
        machine.start();
        links.start();
        survey(ports, machine, display);
        links.stop();
        machine.stopIntake();
        boolean arrived = drain(machine, display);
        display.summary(machine, config);
        return arrived && machine.broken() == null;
      }
    }
  }

  private void survey(DemoPorts ports, Assembly machine, Display display)
      throws IOException, InterruptedException {
    try (DemoSimulator simulator = DemoSimulator.start(home, directory, seconds, ports)) {
      while (simulator.isRunning() && machine.broken() == null) {
        Thread.sleep(LOOK_MILLIS);
        display.line(machine.spool());
      }
      if (simulator.failed()) {
        throw new IOException("the simulator stopped: " + simulator.lastLine());
      }
    }
  }

  private static boolean drain(Assembly machine, Display display) throws InterruptedException {
    long end = System.nanoTime() + DRAIN_MILLIS * 1_000_000;
    while (!machine.spool().isEmpty() && System.nanoTime() < end) {
      Thread.sleep(LOOK_MILLIS);
      display.line(machine.spool());
    }
    return machine.spool().isEmpty();
  }
}
