package dev.catenary.inference.zone;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.zone.DurableZones;
import java.util.Arrays;

/** Prints how fast points are put into zones. Run by hand; no test. */
public final class GatherSpeed {
  private static final int ROUNDS = 15;
  private static final int POINTS_PER_BATCH = 384;

  private GatherSpeed() {}

  public static void main(String[] arguments) {
    System.out.printf("median of %d rounds after as many to warm up, one thread%n", ROUNDS);
    System.out.printf("gather a coherent stream: %.1f M points/s%n", gatherSpeed());
  }

  /** A vehicle at 20 m/s with 600,000 points/s that fall within 40 m to each side. */
  private static double gatherSpeed() {
    PointBatch[] batches = new PointBatch[10_000];
    for (int i = 0; i < batches.length; i++) {
      batches[i] = batch(i);
    }
    Counters counters = new Counters();
    ZonePool pool = new ZonePool(1L << 30);
    ZoneConfig config =
        new ZoneConfig("EPSG:32755", 32, 5_000_000_000L, 2_000_000, 60_000_000_000L, 1L << 30);
    return median(
        (long) batches.length * POINTS_PER_BATCH,
        () -> {
          ZoneGrid grid = new ZoneGrid(config, pool, DurableZones.NONE, counters, pool::giveBack);
          for (PointBatch batch : batches) {
            grid.accept(batch);
          }
          grid.closeAll();
        });
  }

  private static PointBatch batch(int number) {
    PointBatch batch = new PointBatch(POINTS_PER_BATCH);
    batch.sequence = number;
    batch.hostTimeNanos = number * 640_000L;
    batch.inMapFrame = true;
    batch.size = POINTS_PER_BATCH;
    double azimuth = number * 0.04;
    for (int i = 0; i < POINTS_PER_BATCH; i++) {
      double across = 5 + 35.0 * (i % 16) / 16;
      double angle = azimuth + 0.04 * (i / 16) / 24;
      batch.eastingMetres[i] = 500_000 + number * 0.0128 + across * Math.sin(angle);
      batch.northingMetres[i] = 6_000_000 + across * Math.cos(angle);
      batch.heightMetres[i] = 100 + 0.01 * i;
    }
    return batch;
  }

  private static double median(long points, Runnable work) {
    double[] millionsPerSecond = new double[ROUNDS];
    for (int round = -ROUNDS; round < ROUNDS; round++) {
      long start = System.nanoTime();
      work.run();
      long took = System.nanoTime() - start;
      if (round >= 0) {
        millionsPerSecond[round] = points * 1e3 / took;
      }
    }
    Arrays.sort(millionsPerSecond);
    return millionsPerSecond[ROUNDS / 2];
  }
}
