package dev.catenary.proving.demo;

import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.page.PageBeside;
import dev.catenary.device.service.LiveService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/** The demo's main loop: it looks at the machine as the service does, and shows how far it is. */
final class DemoRun {
  private static final long DRAIN_NANOS = 45_000_000_000L;

  /** Share of the bar for the survey; the rest is for its zones to be classified and sent. */
  private static final double SURVEY_SHARE = 0.8;

  private final Assembly machine;
  private final LiveService service;
  private final PageBeside page;
  private final AtomicBoolean violationSeen;
  private final String address;
  private final Demo.Display display;
  private final int seconds;
  private final long start = System.nanoTime();
  private boolean told;
  private double share;

  DemoRun(
      Assembly machine,
      LiveService service,
      PageBeside page,
      AtomicBoolean violationSeen,
      String address,
      Demo.Display display,
      int seconds) {
    this.machine = machine;
    this.service = service;
    this.page = page;
    this.violationSeen = violationSeen;
    this.address = address;
    this.display = display;
    this.seconds = seconds;
  }

  void survey(Path home, Path directory, DemoPorts ports) throws IOException, InterruptedException {
    try (DemoSimulator simulator = DemoSimulator.start(home, directory, seconds, ports)) {
      while (simulator.isRunning() && machine.broken() == null) {
        share = SURVEY_SHARE * Math.min(1, (System.nanoTime() - start) / (seconds * 1e9));
        look();
      }
      if (simulator.failed()) {
        throw new IOException(
            "found that the simulator stopped ("
                + simulator.lastLine()
                + "); expected it to run; cure: see simulator.log in "
                + directory);
      }
    }
  }

  /** Ends the intake, which takes as long as its zones need, and shows the chunks meanwhile. */
  void endIntake() throws IOException, InterruptedException {
    FutureTask<Boolean> ending =
        new FutureTask<>(
            () -> {
              machine.stopIntake();
              return true;
            });
    Thread.ofPlatform().name("demo-end").daemon().start(ending);
    while (!ending.isDone()) {
      look();
    }
    try {
      ending.get();
    } catch (ExecutionException e) {
      throw new IOException("found that the intake did not end; expected its zones stored", e);
    }
  }

  /** True when the spool is empty. */
  boolean drain() throws IOException {
    long end = System.nanoTime() + DRAIN_NANOS;
    int most = Math.max(1, machine.spool().chunkCount());
    while (!machine.spool().isEmpty() && System.nanoTime() < end) {
      most = Math.max(most, machine.spool().chunkCount());
      double sent = 1 - (double) machine.spool().chunkCount() / most;
      // A zone that closes late adds work: the bar waits, and never goes back.
      share = Math.max(share, SURVEY_SHARE + (1 - SURVEY_SHARE) * sent);
      look();
    }
    display.look(1, machine.spool());
    return machine.spool().isEmpty();
  }

  /** Goes on serving the page while a person looks at it. */
  void linger() throws IOException, InterruptedException {
    Thread person = Thread.ofPlatform().name("demo-person").daemon().start(this::awaitPerson);
    while (person.isAlive()) {
      service.step();
    }
    person.join();
  }

  private void awaitPerson() {
    try {
      display.linger();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The address is told once there is something to see at it. */
  private void look() throws IOException {
    if (!service.step()) {
      return;
    }
    if (!told && page.page() != null && violationSeen.get()) {
      told = true;
      display.page(address);
    }
    display.look(share, machine.spool());
  }
}
