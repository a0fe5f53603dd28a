package dev.catenary.proving.torture;

import dev.catenary.device.health.StatusQuestion;
import dev.catenary.device.json.JsonException;
import dev.catenary.device.json.JsonReader;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.problem.LogCode;
import dev.catenary.proving.demo.DemoPorts;
import dev.catenary.proving.demo.DemoStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Kills the running service again and again, at random moments of its start, its capture and its
 * upload, while a simulated sensor goes on sending and a real S3 server goes on serving.
 */
public final class KillTorment implements Torment {
  private static final String S3PROXY =
      "deploy/proving/target/s3proxy/s3proxy-jar-with-dependencies.jar";
  private static final double EARLY_SHARE = 0.2;
  private static final int EARLY_MILLIS_MAX = 3_000;
  private static final int LATE_MILLIS_MAX = 2_000;
  private static final int AFTER_ANSWER_MILLIS_MAX = 300;
  private static final long ANSWER_MILLIS_MAX = 1_000;
  private static final long START_MILLIS_MAX = 60_000;
  private static final long DRAIN_MILLIS_MAX = 600_000;
  private static final int DRAIN_LIVES_MAX = 5;
  private static final int FLIGHT_SECONDS = 120;

  /**
   * Counters that must stay 0: what the journal holds can wait, so nothing of it may be dropped for
   * want of room.
   */
  private static final List<DeviceCounter> NEVER =
      List.of(
          DeviceCounter.POINTS_DROPPED_ZONE_MEMORY,
          DeviceCounter.POINTS_DROPPED_QUEUE_FULL,
          DeviceCounter.ZONES_DROPPED_QUEUE_FULL);

  private static final int TELL_EVERY = 25;

  private final Path home;
  private final Path directory;
  private final int kills;
  private final double minutesMax;
  private final double slackSeconds;
  private final Random random;
  private final long seed;
  private final Consumer<String> progress;
  private final Promises promises = new Promises();
  private final List<String> broken = new ArrayList<>();
  private int done;
  private int answers;

  /**
   * @param home the checkout, whose build has the simulator and the S3 server
   * @param directory new, for all that is written
   * @param kills at most
   * @param minutesMax no further kill after these; what was seen until then is judged
   * @param slackSeconds beyond the interval, for threads to get their turn on a machine with other
   *     work
   * @param progress told a line now and then
   */
  public KillTorment(
      Path home,
      Path directory,
      int kills,
      double minutesMax,
      double slackSeconds,
      long seed,
      Consumer<String> progress) {
    this.home = home;
    this.minutesMax = minutesMax;
    this.directory = directory;
    this.kills = kills;
    this.slackSeconds = slackSeconds;
    this.seed = seed;
    this.progress = progress;
    this.random = new Random(seed);
  }

  @Override
  public Outcome run() throws Exception {
    Files.createDirectories(directory);
    DemoPorts ports = DemoPorts.free();
    long start = System.nanoTime();
    try (DemoStore store = DemoStore.start(home.resolve(S3PROXY), directory)) {
      var machine =
          new TortureMachine(directory, directory.resolve("data"), ports, store.endpoint());
      var losses = new JournalLosses(machine, slackSeconds, broken);
      Path config = machine.write();
      // A first life that ends well writes the archive from which the later ones start faster.
      liveAndStop(machine, losses, config, directory.resolve("first.log"));
      try (var flight =
          new SimulatedFlight(home, ports, directory.resolve("sim.log"), FLIGHT_SECONDS, 1)) {
        long end = start + (long) (minutesMax * 60e9);
        while (done < kills && System.nanoTime() - end < 0) {
          flight.goOn();
          int brokenBefore = broken.size();
          liveAndDie(machine, losses, config, flight);
          broken.subList(brokenBefore, broken.size()).forEach(progress);
          done++;
          if (done % TELL_EVERY == 0) {
            progress.accept(
                String.format(
                    Locale.ROOT, "%d of %d kills, %d promises broken", done, kills, broken.size()));
          }
        }
      }
      drain(machine, losses, config);
      promises.look(machine.spool());
      Bucket bucket = Bucket.read(store.objects(), true);
      broken.addAll(bucket.against(promises.wholeChunks()));
      return outcome(losses, bucket, (System.nanoTime() - start) / 1e9);
    }
  }

  private void liveAndDie(
      TortureMachine machine, JournalLosses losses, Path config, SimulatedFlight flight)
      throws Exception {
    boolean cutOffBefore = losses.hasJournal();
    long run = machine.runNumber();
    Path log = directory.resolve("service.log");
    try (var service = ServiceProcess.start(List.of(), config, TortureMachine.ENVIRONMENT, log)) {
      long captureMillis = 0;
      if (random.nextDouble() < EARLY_SHARE) {
        Thread.sleep(random.nextInt(EARLY_MILLIS_MAX));
      } else {
        captureMillis = awaitCapture(losses, service, flight, run);
        Thread.sleep(random.nextInt(LATE_MILLIS_MAX));
        lookAtCounters(machine);
        Thread.sleep(random.nextInt(AFTER_ANSWER_MILLIS_MAX));
      }
      if (!service.isAlive()) {
        broken.add("kill " + done + ": the service had ended by itself: " + service.output());
      }
      long killedMillis = System.currentTimeMillis();
      service.kill();
      promises.look(machine.spool());
      if (captureMillis > 0) {
        // A flight that has ended sends nothing that could be kept.
        long sentUntilMillis = Math.min(killedMillis, flight.landedMillis());
        losses.look(
            new JournalLosses.Kill(
                done, captureMillis, sentUntilMillis, cutOffBefore, service.output()));
      }
    }
  }

  /** Looks shortly before the kill, where the service is up far enough to answer. */
  private void lookAtCounters(TortureMachine machine) throws InterruptedException {
    var answer = new FutureTask<>(() -> StatusQuestion.ask(machine.socket(), "json"));
    Thread.ofVirtual().start(answer);
    try {
      String json = answer.get(ANSWER_MILLIS_MAX, TimeUnit.MILLISECONDS);
      if (JsonReader.read(json) instanceof Map<?, ?> all
          && all.get("counters") instanceof Map<?, ?> counters) {
        answers++;
        for (DeviceCounter each : NEVER) {
          Object value = counters.get(each.name().toLowerCase(Locale.ROOT));
          if (!Long.valueOf(0).equals(value)) {
            broken.add("kill " + done + ": " + value + " " + each.sentence());
          }
        }
      }
    } catch (ExecutionException | TimeoutException | JsonException e) {
      // It had not come so far, or was too busy: the next ones are asked too.
    }
  }

  /** Waits for the first datagram of this run to be kept; a flight may have landed just before. */
  private static long awaitCapture(
      JournalLosses losses, ServiceProcess service, SimulatedFlight flight, long runBefore)
      throws IOException, InterruptedException {
    long end = System.currentTimeMillis() + START_MILLIS_MAX;
    while (!losses.capturesSince(runBefore) && System.currentTimeMillis() < end) {
      if (!service.isAlive()) {
        throw new IOException("the service did not start: " + service.output());
      }
      flight.goOn();
      Thread.sleep(5);
    }
    return System.currentTimeMillis();
  }

  /** The sensor is silent now: all that is open closes, and all that is closed is sent. */
  private void drain(TortureMachine machine, JournalLosses losses, Path config) throws Exception {
    for (int life = 0; life < 2 || (isLeft(machine, losses) && life < DRAIN_LIVES_MAX); life++) {
      liveAndStop(machine, losses, config, directory.resolve("drain-" + life + ".log"));
    }
    if (losses.hasJournal()) {
      broken.add("datagrams are left in the journal that are in no chunk: " + machine.journal());
    }
    if (hasChunks(machine)) {
      broken.add("chunks are left in the spool: " + machine.spool());
    }
  }

  /** On a starved machine a stop does not wait for all: the next life goes on with it. */
  private static boolean isLeft(TortureMachine machine, JournalLosses losses) throws IOException {
    return losses.hasJournal() || hasChunks(machine);
  }

  private void liveAndStop(TortureMachine machine, JournalLosses losses, Path config, Path log)
      throws Exception {
    long run = machine.runNumber();
    try (var service = ServiceProcess.start(List.of(), config, TortureMachine.ENVIRONMENT, log)) {
      awaitRun(machine, service, run);
      long end = System.currentTimeMillis() + DRAIN_MILLIS_MAX;
      do {
        Thread.sleep(1_000);
      } while ((hasChunks(machine) || hasUnread(losses, service))
          && System.currentTimeMillis() < end);
      if (!service.stop()) {
        broken.add("the service did not stop when it was asked to");
        service.kill();
      }
      promises.look(machine.spool());
    }
  }

  /** A journal whose datagrams are all in durable chunks is deleted unread. */
  private static boolean hasUnread(JournalLosses losses, ServiceProcess service)
      throws IOException {
    return losses.hasJournal() && !service.says(LogCode.JOURNAL_READ);
  }

  private static void awaitRun(TortureMachine machine, ServiceProcess service, long runBefore)
      throws IOException, InterruptedException {
    while (machine.runNumber() == runBefore) {
      if (!service.isAlive()) {
        throw new IOException("the service did not start: " + service.output());
      }
      Thread.sleep(50);
    }
  }

  private static boolean hasChunks(TortureMachine machine) throws IOException {
    try (var files = Files.list(machine.spool())) {
      return files.anyMatch(file -> file.toString().endsWith(".manifest"));
    }
  }

  private Outcome outcome(JournalLosses losses, Bucket bucket, double seconds) {
    List<String> figures = new ArrayList<>();
    figures.add(
        String.format(
            Locale.ROOT,
            "%,d kills of %,d asked in %,.0f s (seed %d), %,d of them while it captured; %,d had"
                + " their counters read before",
            done,
            kills,
            seconds,
            seed,
            losses.liveKills(),
            answers));
    figures.add(
        String.format(
            Locale.ROOT,
            "%,d chunks promised, %,d receipts seen, %,d objects in the bucket, %,d points",
            promises.chunks(),
            promises.receipts(),
            bucket.objects(),
            bucket.points()));
    figures.addAll(losses.figures());
    return new Outcome(
        "kills",
        "SIGKILL of catenary run at random moments of start, capture and upload; a simulated VLP-16"
            + " over UDP, S3Proxy in a process of its own",
        "each chunk once sealed or acknowledged is one object of the promised SHA-256 with the"
            + " manifest's points; no zone has points of one datagram twice; the journal has no hole"
            + " and ends at most one interval before the kill; the next run says what is missing",
        figures,
        broken);
  }
}
