package dev.catenary.proving.torture;

import dev.catenary.device.health.StatusQuestion;
import dev.catenary.device.json.JsonException;
import dev.catenary.device.json.JsonReader;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.problem.LogCode;
import dev.catenary.proving.demo.DemoPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets a crowd of hostile viewers at the page of a service that captures at the rate of a VLP-16
 * with two returns, with the package's Java options, and looks at what was lost and what grew.
 */
public final class ViewersTorment implements Torment {
  private static final String PACKAGED_OPTIONS = "deploy/package/java.options";
  private static final Pattern HEAP_AFTER = Pattern.compile("->([0-9]+)M\\(");
  private static final int FLIGHT_SECONDS = 600;
  private static final int EACH = 8;
  private static final int START_SECONDS = 120;
  private static final long LOOK_MILLIS = 2_000;

  /** Of the second half's mean, over its whole length: more is growth. */
  private static final double GROWTH_MAX = 0.25;

  private final Path home;
  private final Path directory;
  private final double minutes;
  private final List<String> broken = new ArrayList<>();
  private final List<String> figures = new ArrayList<>();
  private final Series heap = new Series("heap after collections", "MiB", 24);
  private final Series resident = new Series("resident memory", "MiB", 24);

  /**
   * @param home the checkout, whose build has the simulator
   * @param directory new, for all that is written
   */
  public ViewersTorment(Path home, Path directory, double minutes) {
    this.home = home;
    this.directory = directory;
    this.minutes = minutes;
  }

  @Override
  public Outcome run() throws Exception {
    Files.createDirectories(directory);
    DemoPorts ports = DemoPorts.free();
    int web = freePort();
    var machine =
        new TortureMachine(directory, directory.resolve("data"), ports, "http://127.0.0.1:9");
    Path config = machine.write();
    Files.writeString(
        config,
        "page: {port: %d, addresses: 127.0.0.1, read-only-without-sign-in: true, viewers: 32}%n"
            .formatted(web),
        StandardOpenOption.APPEND);
    Path gc = directory.resolve("gc.log");
    List<String> options = List.of("@" + home.resolve(PACKAGED_OPTIONS), "-Xlog:gc:file=" + gc);
    List<HostileViewer> crowd = new ArrayList<>();
    try (var service =
        ServiceProcess.start(
            List.of(),
            options,
            config,
            TortureMachine.ENVIRONMENT,
            directory.resolve("service.log"))) {
      awaitPage(service);
      Path sim = directory.resolve("sim.log");
      try (var flight = new SimulatedFlight(home, ports, sim, FLIGHT_SECONDS, 2)) {
        for (HostileViewer.Kind kind : HostileViewer.Kind.values()) {
          for (int i = 0; i < EACH; i++) {
            InetAddress from =
                InetAddress.ofLiteral("127.0." + (kind.ordinal() + 1) + "." + (i + 1));
            crowd.add(new HostileViewer(kind, from, web));
          }
        }
        watch(service, flight, gc);
        judge(StatusQuestion.ask(directory.resolve("status.sock"), "json"));
      } finally {
        for (HostileViewer each : crowd) {
          each.close();
        }
      }
      if (!service.isAlive()) {
        broken.add("the service ended by itself: " + service.output());
      }
      service.stop();
    }
    return outcome(crowd);
  }

  private void awaitPage(ServiceProcess service) throws IOException, InterruptedException {
    long end = System.nanoTime() + START_SECONDS * 1_000_000_000L;
    while (!service.says(LogCode.PAGE_OPEN) && System.nanoTime() - end < 0) {
      if (!service.isAlive()) {
        throw new IOException("the service did not start: " + service.output());
      }
      Thread.sleep(100);
    }
  }

  private void watch(ServiceProcess service, SimulatedFlight flight, Path gc)
      throws IOException, InterruptedException {
    long start = System.currentTimeMillis();
    long end = start + (long) (minutes * 60_000);
    while (System.currentTimeMillis() < end && service.isAlive()) {
      flight.goOn();
      Thread.sleep(LOOK_MILLIS);
      look(service.pid(), (System.currentTimeMillis() - start) / 1e3, gc);
    }
  }

  private void look(long pid, double seconds, Path gc) throws IOException {
    try {
      for (String each : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (each.startsWith("VmRSS:")) {
          resident.add(seconds, Double.parseDouble(each.replaceAll("\\D", "")) / 1_024);
        }
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

  private void judge(String status) throws IOException {
    try {
      if (JsonReader.read(status) instanceof Map<?, ?> all
          && all.get("counters") instanceof Map<?, ?> counters) {
        for (DeviceCounter counter : DeviceCounter.values()) {
          Object value = counters.get(counter.name().toLowerCase(Locale.ROOT));
          if (counter.isLoss() && !Long.valueOf(0).equals(value)) {
            broken.add("lost: " + value + " " + counter.sentence());
          }
        }
        figures.add(counters.get("packets_decoded") + " packets decoded");
        return;
      }
    } catch (JsonException e) {
      throw new IOException(e.getMessage(), e);
    }
    throw new IOException("the status is no JSON object: " + status);
  }

  private Outcome outcome(List<HostileViewer> crowd) {
    for (HostileViewer.Kind kind : HostileViewer.Kind.values()) {
      List<HostileViewer> some = crowd.stream().filter(each -> each.kind() == kind).toList();
      long admitted = some.stream().mapToLong(HostileViewer::admitted).sum();
      long cutOff = some.stream().mapToLong(HostileViewer::cutOff).sum();
      figures.add(
          String.format(
              Locale.ROOT, "%s: let in %,d times, cut off %,d times", kind, admitted, cutOff));
      if (cutOff == 0) {
        broken.add(kind + ": let in " + admitted + " times and never cut off");
      }
    }
    for (Series series : List.of(heap, resident)) {
      figures.add(series.text());
      if (series.growth() > GROWTH_MAX * series.mean() + series.noise()) {
        broken.add("it grows: " + series.text());
      }
    }
    return new Outcome(
        "viewers",
        "catenary run with the package's Java options at a simulated VLP-16 with two returns; eight"
            + " viewers of live points of each hostile kind: pings unread, never reading, one byte"
            + " a second, messages of 2^40 bytes; each comes back when it is cut off",
        "no counter of losses has moved; heap and resident memory do not grow over the second half;"
            + " every kind is cut off",
        figures,
        broken);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
