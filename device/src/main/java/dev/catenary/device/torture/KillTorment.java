package dev.catenary.device.torture;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.replay.CaptureFileReader;
import dev.catenary.device.demo.DemoPorts;
import dev.catenary.device.demo.DemoStore;
import dev.catenary.proto.counter.Counters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.tinylog.Logger;

/**
 * Kills the running service again and again, at random moments of its start, its capture and its
 * upload, while a simulated sensor goes on sending and a real S3 server goes on serving.
 */
public final class KillTorment implements Torment {
  private static final String S3PROXY = "device/target/s3proxy/s3proxy-jar-with-dependencies.jar";
  private static final int RUN_BITS = 40;
  private static final double EARLY_SHARE = 0.2;
  private static final int EARLY_MILLIS_MAX = 3_000;
  private static final int LATE_MILLIS_MAX = 2_000;
  private static final long START_MILLIS_MAX = 60_000;
  private static final long DRAIN_MILLIS_MAX = 180_000;
  private static final int FLIGHT_SECONDS = 120;

  private static final int TELL_EVERY = 25;

  /** {@code journal.sync-every} of the machine. */
  private static final double INTERVAL_SECONDS = 1;

  private final Path home;
  private final Path directory;
  private final int kills;
  private final double minutesMax;
  private final double slackSeconds;
  private final Random random;
  private final long seed;
  private final Promises promises = new Promises();
  private final List<String> broken = new ArrayList<>();
  private final double[] unsyncedSeconds;
  private int unsyncedLooks;
  private int done;
  private int liveKills;
  private int gapsTold;

  /**
   * @param home the checkout, whose build has the simulator and the S3 server
   * @param directory new, for all that is written
   * @param kills at most
   * @param minutesMax no further kill after these; what was seen until then is judged
   * @param slackSeconds beyond the interval, for threads to get their turn on a machine with other
   *     work
   */
  public KillTorment(
      Path home, Path directory, int kills, double minutesMax, double slackSeconds, long seed) {
    this.home = home;
    this.minutesMax = minutesMax;
    this.directory = directory;
    this.kills = kills;
    this.slackSeconds = slackSeconds;
    this.seed = seed;
    this.random = new Random(seed);
    this.unsyncedSeconds = new double[kills];
  }

  @Override
  public Outcome run() throws Exception {
    Files.createDirectories(directory);
    DemoPorts ports = DemoPorts.free();
    long start = System.nanoTime();
    try (DemoStore store = DemoStore.start(home.resolve(S3PROXY), directory)) {
      var machine =
          new TortureMachine(directory, directory.resolve("data"), ports, store.endpoint());
      Path config = machine.write();
      // A first life that ends well writes the archive from which the later ones start faster.
      liveAndStop(machine, config, directory.resolve("first.log"));
      try (var flight =
          new SimulatedFlight(home, ports, directory.resolve("sim.log"), FLIGHT_SECONDS, 1)) {
        long end = start + (long) (minutesMax * 60e9);
        while (done < kills && System.nanoTime() - end < 0) {
          flight.goOn();
          liveAndDie(machine, config, done);
          done++;
          if (done % TELL_EVERY == 0) {
            Logger.info("{} of {} kills, {} promises broken", done, kills, broken.size());
          }
        }
      }
      drain(machine, config);
      promises.look(machine.spool());
      Bucket bucket = Bucket.read(store.objects(), true);
      broken.addAll(bucket.against(promises.wholeChunks()));
      return outcome(bucket, (System.nanoTime() - start) / 1e9);
    }
  }

  private void liveAndDie(TortureMachine machine, Path config, int kill) throws Exception {
    boolean cutOffBefore = hasJournal(machine);
    long run = machine.runNumber();
    Path log = directory.resolve("service.log");
    try (var service = ServiceProcess.start(List.of(), config, TortureMachine.ENVIRONMENT, log)) {
      long captureMillis = 0;
      if (random.nextDouble() < EARLY_SHARE) {
        Thread.sleep(random.nextInt(EARLY_MILLIS_MAX));
      } else {
        captureMillis = awaitCapture(machine, service, run);
        Thread.sleep(random.nextInt(LATE_MILLIS_MAX));
      }
      if (!service.isAlive()) {
        broken.add("kill " + kill + ": the service had ended by itself: " + service.output());
      }
      long killedMillis = System.currentTimeMillis();
      service.kill();
      promises.look(machine.spool());
      if (captureMillis > 0) {
        lookAtJournal(machine, kill, captureMillis, killedMillis, cutOffBefore, service.output());
      }
    }
  }

  private static boolean hasJournal(TortureMachine machine) throws IOException {
    return !segments(machine).isEmpty();
  }

  /** Waits for the first datagram of this run: its segment has appeared. */
  private static long awaitCapture(TortureMachine machine, ServiceProcess service, long runBefore)
      throws IOException, InterruptedException {
    long end = System.currentTimeMillis() + START_MILLIS_MAX;
    while (!capturesSince(machine, runBefore) && System.currentTimeMillis() < end) {
      if (!service.isAlive()) {
        throw new IOException("the service did not start: " + service.output());
      }
      Thread.sleep(5);
    }
    return System.currentTimeMillis();
  }

  private static boolean capturesSince(TortureMachine machine, long runBefore) throws IOException {
    long run = machine.runNumber();
    String first = String.format("journal-%019d.pcapng", (run << RUN_BITS) + 1);
    return run > runBefore && Files.exists(machine.journal().resolve(first));
  }

  /** What came after the journal's last datagram is what the kill took. */
  private void lookAtJournal(
      TortureMachine machine,
      int kill,
      long captureMillis,
      long killedMillis,
      boolean cutOffBefore,
      String output)
      throws IOException {
    long firstOfRun = machine.runNumber() << RUN_BITS;
    long last = 0;
    long lastMillis = captureMillis;
    long live = 0;
    Counters counters = new Counters();
    for (Path segment : segments(machine)) {
      if (Files.size(segment) == 0) {
        continue;
      }
      Datagram datagram = new Datagram();
      try (var reader = new CaptureFileReader(segment, counters)) {
        while (reader.next(datagram)) {
          if (datagram.sequence > firstOfRun) {
            if (last != 0 && datagram.sequence != last + 1) {
              broken.add("kill " + kill + ": a hole in the journal after datagram " + last);
            }
            last = datagram.sequence;
            lastMillis = datagram.arrivalNanos / 1_000_000;
            live++;
          }
        }
      }
    }
    if (live > 0) {
      liveKills++;
      tellsOfGap(kill, cutOffBefore, output);
    }
    double unsynced = (killedMillis - lastMillis) / 1e3;
    unsyncedSeconds[unsyncedLooks++] = unsynced;
    if (unsynced > INTERVAL_SECONDS + slackSeconds) {
      broken.add(
          String.format(Locale.ROOT, "kill %d: %.2f s of packets are not kept", kill, unsynced));
    }
  }

  /** The journal of the killed run before was there, so this run has said what is missing. */
  private void tellsOfGap(int kill, boolean cutOffBefore, String output) {
    if (cutOffBefore && output.contains("the run before was cut off")) {
      gapsTold++;
    } else if (cutOffBefore) {
      broken.add("kill " + kill + ": the run did not say what the kill before took");
    }
  }

  private static List<Path> segments(TortureMachine machine) throws IOException {
    if (!Files.isDirectory(machine.journal())) {
      return List.of();
    }
    try (var files = Files.list(machine.journal())) {
      // Beside the segments lie those that somebody has asked for, in a folder of their own.
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** The sensor is silent now: all that is open closes, and all that is closed is sent. */
  private void drain(TortureMachine machine, Path config) throws Exception {
    for (int life = 0; life < 2; life++) {
      liveAndStop(machine, config, directory.resolve("drain-" + life + ".log"));
    }
    if (hasChunks(machine)) {
      broken.add("chunks are left in the spool: " + machine.spool());
    }
  }

  private void liveAndStop(TortureMachine machine, Path config, Path log) throws Exception {
    long run = machine.runNumber();
    try (var service = ServiceProcess.start(List.of(), config, TortureMachine.ENVIRONMENT, log)) {
      awaitRun(machine, service, run);
      long end = System.currentTimeMillis() + DRAIN_MILLIS_MAX;
      do {
        Thread.sleep(1_000);
      } while (hasChunks(machine) && System.currentTimeMillis() < end);
      if (!service.stop()) {
        broken.add("the service did not stop when it was asked to");
        service.kill();
      }
      promises.look(machine.spool());
    }
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

  private Outcome outcome(Bucket bucket, double seconds) {
    double[] unsynced = Arrays.copyOf(unsyncedSeconds, unsyncedLooks);
    Arrays.sort(unsynced);
    List<String> figures = new ArrayList<>();
    figures.add(
        String.format(
            Locale.ROOT,
            "%,d kills of %,d asked in %,.0f s (seed %d), %,d of them while it captured",
            done,
            kills,
            seconds,
            seed,
            liveKills));
    figures.add(
        String.format(
            Locale.ROOT,
            "%,d chunks promised, %,d receipts seen, %,d objects in the bucket, %,d points",
            promises.chunks(),
            promises.receipts(),
            bucket.objects(),
            bucket.points()));
    if (unsynced.length > 0) {
      figures.add(
          String.format(
              Locale.ROOT,
              "packets a kill took: median %.2f s, most %.2f s; %,d gaps told in the log",
              unsynced[unsynced.length / 2],
              unsynced[unsynced.length - 1],
              gapsTold));
    }
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
