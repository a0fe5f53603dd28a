package dev.catenary.inference.labelled;

import dev.catenary.inference.PreClassifier;
import dev.catenary.inference.model.RulesClassifier;
import dev.catenary.inference.rank.ZoneRanker;
import dev.catenary.inference.voxel.ZoneFeatures;
import dev.catenary.inference.wire.TestRules;
import dev.catenary.inference.wire.ZoneWires;
import dev.catenary.inference.zone.ZoneConfig;
import dev.catenary.inference.zone.ZoneGrid;
import dev.catenary.inference.zone.ZonePool;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.zone.DurableZones;
import dev.catenary.proto.zone.Zone;
import java.util.Arrays;
import java.util.function.Consumer;

/** Prints how fast zones are gathered, described, classified and ranked. Run by hand; no test. */
public final class ClassifySpeed {
  private static final int ROUNDS = 15;
  private static final int POINTS_PER_BATCH = 384;
  private static final double CLEARANCE_METRES = 2.5;

  private ClassifySpeed() {}

  public static void main(String[] arguments) {
    System.out.printf("median of %d rounds after as many to warm up, one thread%n", ROUNDS);
    System.out.printf("gather a coherent stream: %.1f M points/s%n", gatherSpeed());
    for (LabelledCloud.LabelledFile file : LabelledCloud.ALL) {
      LabelledCloud cloud = LabelledCloud.read(file);
      ZoneFeatures features = new ZoneFeatures();
      RulesClassifier rules = new RulesClassifier();
      PreClassifier all =
          new PreClassifier(
              rules, new ZoneWires(TestRules.still(CLEARANCE_METRES)), new ZoneRanker());
      System.out.printf(
          "%-22s features %.2f, features and rules %.2f, with rank %.2f M points/s%n",
          cloud.name(),
          speed(cloud, features::fill),
          speed(cloud, rules::classify),
          speed(cloud, all::process));
    }
  }

  private static double speed(LabelledCloud cloud, Consumer<Zone> work) {
    return median(
        cloud.points(), () -> cloud.zones().forEach(labelled -> work.accept(labelled.zone())));
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
