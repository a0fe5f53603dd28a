package dev.catenary.proving.torture;

import dev.catenary.proving.demo.DemoPorts;
import dev.catenary.proving.demo.DemoStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets the service run at the rate of a VLP-16 with two returns, over a link that is cut and comes
 * back, and looks at what must not grow.
 */
public final class SoakTorment implements Torment {
  private static final String S3PROXY =
      "deploy/proving/target/s3proxy/s3proxy-jar-with-dependencies.jar";
  private static final String PACKAGED_OPTIONS = "deploy/package/java.options";
  private static final Pattern HEAP_AFTER = Pattern.compile("->([0-9]+)M\\(");
  private static final int FLIGHT_SECONDS = 300;
  private static final long LOOK_MILLIS = 2_000;
  private static final long UP_MILLIS = 20_000;
  private static final long DOWN_MILLIS = 5_000;

  /** At the end all is sent, however long, as long as it goes on. */
  private static final long STANDSTILL_MILLIS = 30_000;

  /** Of the second half's mean, over its whole length: more is growth. */
  private static final double GROWTH_MAX = 0.25;

  private final Path home;
  private final Path directory;
  private final double minutes;
  private final List<String> broken = new ArrayList<>();
  private final List<String> figures = new ArrayList<>();
  private final Series heap = new Series("heap after collections", "MiB", 8);
  private final Series resident = new Series("resident memory", "MiB", 8);
  private final Series threads = new Series("threads", "", 2);
  private final Series files = new Series("open files", "", 4);
  private final Series waiting = new Series("chunks waiting while the link is up", "", 60);
  private final Series latency = new Series("last datagram to sealed chunk", "s", 0.5);
  private final SealLatency seals = new SealLatency();
  private int cuts;

  /**
   * @param directory new, for all that is written
   */
  public SoakTorment(Path home, Path directory, double minutes) {
    this.home = home;
    this.directory = directory;
    this.minutes = minutes;
  }

  @Override
  public Outcome run() throws Exception {
    Files.createDirectories(directory);
    DemoPorts ports = DemoPorts.free();
    Promises promises = new Promises();
    try (DemoStore store = DemoStore.start(home.resolve(S3PROXY), directory);
        BadLine line = new BadLine(store.endpoint())) {
      var machine =
          new TortureMachine(directory, directory.resolve("data"), ports, line.endpoint());
      Path config = machine.write();
      Path log = directory.resolve("service.log");
      Path gc = directory.resolve("gc.log");
      List<String> options = List.of("@" + home.resolve(PACKAGED_OPTIONS), "-Xlog:gc:file=" + gc);
      try (var service =
          ServiceProcess.start(List.of(), options, config, TortureMachine.ENVIRONMENT, log)) {
        Path sim = directory.resolve("sim.log");
        try (var flight = new SimulatedFlight(home, ports, sim, FLIGHT_SECONDS, 2)) {
          watch(service, flight, line, machine, gc);
        }
        line.up();
        if (!service.isAlive()) {
          broken.add("the service ended by itself: " + service.output());
        }
        drain(machine);
        service.stop();
      }
      // What was open when it stopped was sealed then, and goes in a second life.
      Path second = directory.resolve("second.log");
      try (var service =
          ServiceProcess.start(List.of(), config, TortureMachine.ENVIRONMENT, second)) {
        drain(machine);
        service.stop();
      }
      promises.look(machine.spool());
      Bucket bucket = Bucket.read(store.objects(), true);
      broken.addAll(bucket.against(promises.wholeChunks()));
      figures.add(
          String.format(
              Locale.ROOT,
              "%.1f minutes, link cut %d times; %,d chunks, %,d objects, %,d points",
              minutes,
              cuts,
              promises.chunks(),
              bucket.objects(),
              bucket.points()));
    }
    for (Series series : List.of(heap, resident, threads, files, waiting, latency)) {
      figures.add(series.text());
      if (series.growth() > GROWTH_MAX * series.mean() + series.noise()) {
        broken.add("it grows: " + series.text());
      }
    }
    return new Outcome(
        "soak",
        "catenary run at a simulated VLP-16 with two returns; the link to S3Proxy is up 20 s and"
            + " down 5 s, in turns",
        "the second half of the run shows no growth of heap, memory, threads, open files, chunks"
            + " waiting or latency (the line of least squares over it rises by less than a quarter of"
            + " its mean); every chunk arrives once",
        figures,
        broken);
  }

  private void watch(
      ServiceProcess service, SimulatedFlight flight, BadLine line, TortureMachine machine, Path gc)
      throws IOException, InterruptedException {
    long start = System.currentTimeMillis();
    long end = start + (long) (minutes * 60_000);
    long turn = start + UP_MILLIS;
    boolean up = true;
    while (System.currentTimeMillis() < end && service.isAlive()) {
      flight.goOn();
      Thread.sleep(LOOK_MILLIS);
      double seconds = (System.currentTimeMillis() - start) / 1e3;
      look(service.pid(), seconds, gc);
      seals.look(machine.spool()).ifPresent(median -> latency.add(seconds, median));
      if (System.currentTimeMillis() >= turn) {
        if (up) {
          // What is still waiting after the link has been up for a while.
          waiting.add(seconds, (double) chunks(machine));
          line.cut();
          cuts++;
        } else {
          line.up();
        }
        up = !up;
        turn = System.currentTimeMillis() + (up ? UP_MILLIS : DOWN_MILLIS);
      }
    }
  }

  private void look(long pid, double seconds, Path gc) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      for (String each : Files.readAllLines(process.resolve("status"))) {
        if (each.startsWith("VmRSS:")) {
          resident.add(seconds, Double.parseDouble(each.replaceAll("\\D", "")) / 1_024);
        } else if (each.startsWith("Threads:")) {
          threads.add(seconds, Double.parseDouble(each.replaceAll("\\D", "")));
        }
      }
      try (var open = Files.list(process.resolve("fd"))) {
        files.add(seconds, (double) open.count());
      }
    } catch (NoSuchFileException e) {
      return;
    }
    if (Files.exists(gc)) {
      Matcher after = HEAP_AFTER.matcher(Files.readString(gc));
      double last = -1;
      while (after.find()) {
        last = Double.parseDouble(after.group(1));
      }
      if (last >= 0) {
        heap.add(seconds, last);
      }
    }
  }

  private static long chunks(TortureMachine machine) throws IOException {
    try (var names = Files.list(machine.spool())) {
      return names.filter(file -> file.toString().endsWith(".manifest")).count();
    }
  }

  private static void drain(TortureMachine machine) throws IOException, InterruptedException {
    Thread.sleep(4_000);
    long fewest = Long.MAX_VALUE;
    long since = System.currentTimeMillis();
    while (fewest > 0 && System.currentTimeMillis() - since < STANDSTILL_MILLIS) {
      long now = chunks(machine);
      if (now < fewest) {
        fewest = now;
        since = System.currentTimeMillis();
      }
      Thread.sleep(500);
    }
  }
}
