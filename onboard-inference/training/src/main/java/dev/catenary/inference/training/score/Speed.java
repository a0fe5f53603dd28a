package dev.catenary.inference.training.score;

import dev.catenary.inference.training.cloud.LabelledZone;
import dev.catenary.proto.zone.Zone;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Points a second that a stage works through, by the clock, on one thread or several. */
public final class Speed {
  private static final int ROUNDS = 5;
  private static final double ROUND_SECONDS_MIN = 0.3;

  private final List<LabelledZone> zones;
  private final long points;

  public Speed(List<LabelledZone> zones) {
    this.zones = zones;
    points = zones.stream().mapToLong(labelled -> labelled.zone().size).sum();
  }

  /**
   * Median of some rounds, after one to warm up.
   *
   * @param workers one for each thread; each is called by its own thread only
   */
  public double pointsPerSecond(List<? extends Consumer<Zone>> workers)
      throws IOException, InterruptedException {
    double[] speeds = new double[ROUNDS];
    try (ExecutorService threads = Executors.newFixedThreadPool(workers.size())) {
      double first = round(workers, threads, 1);
      int passes = (int) Math.ceil(ROUND_SECONDS_MIN * first / points);
      round(workers, threads, passes);
      for (int round = 0; round < ROUNDS; round++) {
        speeds[round] = round(workers, threads, passes);
      }
    }
    Arrays.sort(speeds);
    return speeds[ROUNDS / 2];
  }

  private double round(List<? extends Consumer<Zone>> workers, ExecutorService threads, int passes)
      throws IOException, InterruptedException {
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    List<? extends Future<?>> done =
        workers.stream()
            .map(
                worker ->
                    threads.submit(
                        () -> {
                          int zone = next.getAndIncrement();
                          while (zone < passes * zones.size()) {
                            worker.accept(zones.get(zone % zones.size()).zone());
                            zone = next.getAndIncrement();
                          }
                        }))
            .toList();
    for (Future<?> one : done) {
      try {
        one.get();
      } catch (ExecutionException failed) {
        throw new IOException("found a classifier that failed; expected labels", failed);
      }
    }
    return (double) points * passes * 1e9 / (System.nanoTime() - start);
  }
}
