package dev.catenary.proving.torture;

import dev.catenary.proto.problem.LogCode;
import dev.catenary.proving.demo.DemoPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Gives the service the journal of a survey and kills it again and again while it makes chunks of
 * it, until all is read. Then all points in the chunks are held against those of the same journal
 * read without a kill. As often as it takes for so many kills.
 */
public final class PointsTorment implements Torment {
  private static final double STOP_SHARE = 0.2;
  private static final int LIFE_MILLIS = 2_500;

  /** Lives grow to this on a machine so busy that no chunk is made in one. */
  private static final int LIFE_MILLIS_MAX = 40_000;

  private static final int STOP_MILLIS_MAX = 1_000;
  private static final int WORKERS_MAX = 3;

  /** Behind so many kills of one journal its rest is read without any. */
  private static final int KILLS_PER_JOURNAL = 40;

  private static final long READ_MILLIS_MAX = 600_000;

  private final Path home;
  private final Path directory;
  private final PointSensors sensors;
  private final int kills;
  private final double minutesMax;
  private final int surveySeconds;
  private final long seed;
  private final Random random;
  private final Consumer<String> progress;
  private final List<String> broken = new ArrayList<>();
  private int done;
  private int midway;
  private int lifeMillis = LIFE_MILLIS;
  private int journals;
  private long missing;
  private long surplus;

  /**
   * @param home the checkout, whose build has the simulator
   * @param directory new, for all that is written
   * @param kills how many
   * @param minutesMax no further journal is begun after these
   * @param surveySeconds length of the survey
   */
  public PointsTorment(
      Path home,
      Path directory,
      PointSensors sensors,
      int kills,
      double minutesMax,
      int surveySeconds,
      long seed,
      Consumer<String> progress) {
    this.home = home;
    this.directory = directory;
    this.sensors = sensors;
    this.kills = kills;
    this.minutesMax = minutesMax;
    this.surveySeconds = surveySeconds;
    this.seed = seed;
    this.random = new Random(seed);
    this.progress = progress;
  }

  @Override
  public Outcome run() throws Exception {
    Files.createDirectories(directory);
    DemoPorts second = DemoPorts.free();
    var machine = new PointsMachine(directory, sensors, DemoPorts.free(), second, second.ins());
    Path kept = directory.resolve("kept");
    long datagrams = PointsJournal.make(home, kept, machine, surveySeconds, seed);
    Path data = directory.resolve("data");
    Folders.copy(kept, data);
    liveToTheEnd(machine, data);
    long[] whole = ChunkPoints.read(home, data.resolve("spool"), directory);
    progress.accept(
        String.format(Locale.ROOT, "%,d datagrams, %,d points", datagrams, whole.length));
    long start = System.nanoTime();
    long end = start + (long) (minutesMax * 60e9);
    while (done < kills && System.nanoTime() - end < 0) {
      Folders.delete(data);
      Folders.copy(kept, data);
      int before = done;
      while (done < kills
          && done - before < KILLS_PER_JOURNAL
          && System.nanoTime() - end < 0
          && liveAndDie(machine, data)) {
        done++;
      }
      liveToTheEnd(machine, data);
      compare(whole, ChunkPoints.read(home, data.resolve("spool"), directory));
      journals++;
      progress.accept(
          String.format(
              Locale.ROOT,
              "%d of %d kills, %d journals, %,d points missing, %,d twice",
              done,
              kills,
              journals,
              missing,
              surplus));
    }
    return outcome(datagrams, whole.length, (System.nanoTime() - start) / 1e9);
  }

  private ServiceProcess start(PointsMachine machine, Path data) throws IOException {
    Path config = machine.write(data, 1 + random.nextInt(WORKERS_MAX));
    return ServiceProcess.start(List.of(), config, Map.of(), directory.resolve("service.log"));
  }

  /** False when it had read all before it was to be killed. */
  private boolean liveAndDie(PointsMachine machine, Path data)
      throws IOException, InterruptedException {
    int millis = random.nextInt(lifeMillis);
    boolean stops = random.nextDouble() < STOP_SHARE;
    int stopMillis = random.nextInt(STOP_MILLIS_MAX);
    String runBefore = Files.readString(data.resolve("run-number"));
    long chunksBefore = chunks(data);
    try (ServiceProcess service = start(machine, data)) {
      while (Files.readString(data.resolve("run-number")).equals(runBefore)) {
        if (!service.isAlive()) {
          throw new IOException("the service did not start: " + service.output());
        }
        Thread.sleep(20);
      }
      Thread.sleep(millis);
      boolean read = service.says(LogCode.JOURNAL_READ);
      if (stops) {
        service.askToStop();
        Thread.sleep(stopMillis);
      }
      service.kill();
      boolean more = chunks(data) > chunksBefore;
      midway += more && !read ? 1 : 0;
      lifeMillis = more ? LIFE_MILLIS : Math.min(LIFE_MILLIS_MAX, lifeMillis * 3 / 2);
      return !read;
    }
  }

  private static long chunks(Path data) throws IOException {
    Path spool = data.resolve("spool");
    if (!Files.isDirectory(spool)) {
      return 0;
    }
    try (var files = Files.list(spool)) {
      return files.filter(file -> file.toString().endsWith(".manifest")).count();
    }
  }

  /** Lives that end well, until nothing is left in the journal. */
  private void liveToTheEnd(PointsMachine machine, Path data)
      throws IOException, InterruptedException {
    long end = System.currentTimeMillis() + READ_MILLIS_MAX;
    while (hasJournal(data)) {
      if (System.currentTimeMillis() > end) {
        broken.add("datagrams are left in the journal that are in no chunk: " + data);
        return;
      }
      try (ServiceProcess service = start(machine, data)) {
        // A journal whose datagrams are all in durable chunks is deleted unread.
        while (service.isAlive()
            && hasJournal(data)
            && !service.says(LogCode.JOURNAL_READ)
            && System.currentTimeMillis() < end) {
          Thread.sleep(100);
        }
        if (!service.isAlive()) {
          throw new IOException("the service ended by itself: " + service.output());
        }
        // Its first end writes the class archive, which takes long on a busy machine.
        if (!service.stop()) {
          service.kill();
        }
      }
    }
  }

  private static boolean hasJournal(Path data) throws IOException {
    try (var files = Files.list(data.resolve("journal"))) {
      return files.anyMatch(file -> file.toString().endsWith(".pcapng"));
    }
  }

  private void compare(long[] whole, long[] found) {
    PointDifference difference = PointDifference.of(whole, found);
    missing += difference.missing();
    surplus += difference.surplus();
    if (!difference.isNone()) {
      broken.add(
          String.format(
              Locale.ROOT,
              "journal %d, kill %d: %,d points missing, %,d twice or of no datagram",
              journals + 1,
              done,
              difference.missing(),
              difference.surplus()));
    }
  }

  private Outcome outcome(long datagrams, int points, double seconds) {
    return new Outcome(
        "points",
        "SIGKILL of catenary run, of one to three recorders, at random moments while it makes"
            + " chunks of a simulated survey's raw journal, in one of five just after SIGTERM; "
            + (sensors == PointSensors.ONE
                ? "one VLP-16"
                : "two VLP-16, one LD06 on a serial line"),
        "the multiset of points in all chunks, read by laszip4j, is that of the same journal read"
            + " without a kill",
        List.of(
            String.format(
                Locale.ROOT,
                "%,d kills of %,d asked in %,.0f s (seed %d), %,d of them while it made chunks",
                done,
                kills,
                seconds,
                seed,
                midway),
            String.format(
                Locale.ROOT,
                "%,d times %,d datagrams with %,d points: %,d missing, %,d twice",
                journals,
                datagrams,
                points,
                missing,
                surplus)),
        broken);
  }
}
