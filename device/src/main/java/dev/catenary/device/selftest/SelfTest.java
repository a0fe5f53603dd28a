package dev.catenary.device.selftest;

import dev.catenary.device.health.Health;
import dev.catenary.device.health.Reading;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * A look at the whole running machine, a minute long: sensors, time, position and losses are
 * watched second by second while disk, model, network and board are tried. It changes nothing that
 * stays and takes nothing from capture but some of the processor and the disk.
 */
public final class SelfTest {
  private static final Duration STEP = Duration.ofSeconds(1);

  private final String vehicle;
  private final String software;
  private final Watched watched;
  private final List<Trial> trials;
  private final Duration length;
  private final InstantSource clock;

  /** State that the service reads each second anyway. */
  public interface Watched {
    Reading reading();

    Health health();
  }

  /** Something that is tried while the machine is watched; it answers within seconds. */
  @FunctionalInterface
  public interface Trial {
    List<TestStep> run() throws IOException, InterruptedException;
  }

  /**
   * @param length how long the machine is watched, 60 s by the book
   */
  public SelfTest(
      String vehicle,
      String software,
      Watched watched,
      List<Trial> trials,
      Duration length,
      InstantSource clock) {
    this.vehicle = vehicle;
    this.software = software;
    this.watched = watched;
    this.trials = List.copyOf(trials);
    this.length = length;
    this.clock = clock;
  }

  long nanos() {
    return length.toNanos();
  }

  /** Tests for its whole length, on the caller's thread. */
  TestRecord run(String by) throws InterruptedException {
    Instant start = clock.instant();
    WatchedMinute minute = new WatchedMinute();
    minute.look(watched.reading(), watched.health());
    List<TestStep> tried = new ArrayList<>();
    int next = 0;
    long seconds = length.toSeconds();
    for (long second = 0; second < seconds; second++) {
      long before = System.nanoTime();
      if (next < trials.size()) {
        tried.addAll(tried(trials.get(next++)));
      }
      long spent = System.nanoTime() - before;
      if (spent < STEP.toNanos()) {
        Thread.sleep(STEP.minusNanos(spent));
      }
      // A trial that took seconds has used up as many of the minute's.
      second += spent / STEP.toNanos();
      minute.look(watched.reading(), watched.health());
    }
    while (next < trials.size()) {
      tried.addAll(tried(trials.get(next++)));
    }
    List<TestStep> steps = new ArrayList<>(minute.steps());
    steps.addAll(tried);
    return new TestRecord(vehicle, software, start, clock.instant(), by, steps);
  }

  private static List<TestStep> tried(Trial trial) throws InterruptedException {
    try {
      return trial.run();
    } catch (IOException | RuntimeException e) {
      return List.of(
          TestStep.failed(
              trial.getClass().getSimpleName(),
              e.toString(),
              "that it can be tried",
              "Send the support bundle."));
    }
  }
}
