package dev.catenary.proving.bench;

import dev.catenary.capture.replay.ReplaySource;
import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.assembly.Feed;
import dev.catenary.device.assembly.Surroundings;
import dev.catenary.device.bench.Figure;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigException;
import dev.catenary.device.store.Stores;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proving.demo.DemoMachine;
import dev.catenary.proving.demo.DemoPorts;
import dev.catenary.proving.demo.DemoStore;
import dev.catenary.uplink.transfer.S3Credentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Speed of the whole machine, from a recorded survey to acknowledged objects: decoding,
 * georeferencing, zones, classes, LAZ, raw journal, spool and upload to an S3 server in a process
 * of its own.
 */
public final class RiverBench {
  private static final DemoPorts PORTS = new DemoPorts(2368, 8308, 3001, 0);
  private static final String S3PROXY =
      "deploy/proving/target/s3proxy/s3proxy-jar-with-dependencies.jar";
  private static final long LOOK_MILLIS = 100;
  private static final long HEAP_MILLIS = 5_000;

  private final Path home;
  private final Path directory;
  private final String model;

  /**
   * @param home the checkout, whose build has the S3 server
   * @param directory new, for spool, journal and objects
   * @param model what labels the points: {@code shipped}, {@code rules} or a folder
   */
  public RiverBench(Path home, Path directory, String model) {
    this.home = home;
    this.directory = directory;
    this.model = model;
  }

  /** Runs the survey through; each point that came in must be in an acknowledged chunk. */
  public List<Figure> measure(Path survey, String softwareVersion)
      throws IOException, InterruptedException, ConfigException {
    Counters counters = new Counters();
    try (DemoStore store = DemoStore.start(home.resolve(S3PROXY), directory)) {
      CatenaryConfig config = DemoMachine.configure(home, directory, PORTS, store, model);
      var credentials = new S3Credentials.Static(DemoStore.ACCESS_KEY, DemoStore.SECRET_KEY);
      var source =
          new ReplaySource(List.of(survey), ReplaySource.UNPACED, System::nanoTime, counters);
      HeapWatch heap = new HeapWatch();
      try (Assembly machine =
          new Assembly(
              config,
              softwareVersion,
              Surroundings.of(
                  source,
                  Feed.RECORDING_JOURNALLED,
                  Stores.open(config.upload(), config.spoolDirectory(), credentials),
                  counters))) {
        long start = System.nanoTime();
        machine.start();
        long nextHeap = start;
        boolean more = true;
        while (more && machine.broken() == null) {
          more = !machine.awaitEndOfSource(LOOK_MILLIS);
          if (System.nanoTime() > nextHeap) {
            heap.look();
            nextHeap = System.nanoTime() + HEAP_MILLIS * 1_000_000;
          }
        }
        machine.stopIntake();
        double durableSeconds = (System.nanoTime() - start) / 1e9;
        while (!machine.spool().isEmpty() && machine.broken() == null) {
          Thread.sleep(LOOK_MILLIS);
        }
        double acknowledgedSeconds = (System.nanoTime() - start) / 1e9;
        Throwable broken = machine.broken();
        if (broken != null) {
          throw new IOException("the machine stopped: " + broken.getMessage(), broken);
        }
        heap.look();
        return figures(
            machine.classifierChoice().labelledBy(),
            counters,
            durableSeconds,
            acknowledgedSeconds,
            heap);
      }
    }
  }

  private static List<Figure> figures(
      String labelledBy,
      Counters counters,
      double durableSeconds,
      double acknowledgedSeconds,
      HeapWatch heap)
      throws IOException {
    long points = counters.get(DeviceCounter.POINTS_IN_CHUNKS);
    String all =
        String.format(
            "%,d points decoded, %,d in %,d chunks, %,d objects acknowledged, lost %s",
            counters.get(DeviceCounter.POINTS_DECODED),
            points,
            counters.get(DeviceCounter.CHUNKS_SEALED),
            counters.get(DeviceCounter.CHUNKS_UPLOADED),
            losses(counters));
    List<Figure> figures = new ArrayList<>();
    figures.add(
        new Figure(
            "river, survey to durable chunks",
            "million points/s",
            "labelled by " + labelledBy + "; journal, LAZ, spool and upload on; " + all,
            new Figure.Runs(points / durableSeconds / 1e6)));
    figures.add(
        new Figure(
            "river, survey to receipts",
            "million points/s",
            "the same, until the last receipt",
            new Figure.Runs(points / acknowledgedSeconds / 1e6)));
    figures.addAll(heap.figures());
    return figures;
  }

  private static String losses(Counters counters) {
    StringBuilder told = new StringBuilder();
    for (Map.Entry<DeviceCounter, Long> entry : counters.snapshot().entrySet()) {
      if (entry.getKey().isLoss()) {
        told.append(told.isEmpty() ? "" : ", ").append(entry.getKey()).append(' ');
        told.append(entry.getValue());
      }
    }
    return told.isEmpty() ? "nothing" : told.toString();
  }
}
