package dev.catenary.inference.training.sample;

import dev.catenary.inference.model.ContextPool;
import dev.catenary.inference.training.cloud.LabelledZone;
import dev.catenary.inference.training.cloud.TrueClass;
import dev.catenary.inference.training.fit.Forward;
import dev.catenary.inference.training.fit.Samples;
import dev.catenary.inference.voxel.Feature;
import dev.catenary.inference.voxel.VoxelGrid;
import dev.catenary.inference.voxel.WideZone;
import dev.catenary.inference.voxel.ZoneFeatures;
import dev.catenary.proto.zone.Zone;
import java.util.List;

/** Turns surveys into rows, by the very features the service computes. */
public final class Looks {
  private final WideZone wide = new WideZone();
  private final ZoneFeatures features = new ZoneFeatures();
  private final ContextPool context = new ContextPool();
  private float[] probabilities = new float[0];
  private float[] rows = new float[0];

  /**
   * Adds a row for each half-metre cube of which something is known: the features, then the context
   * of each first look.
   *
   * @param zones of a survey
   * @param firsts networks of first looks; there may be none
   */
  public void gather(List<LabelledZone> zones, List<Forward> firsts, Samples samples) {
    for (LabelledZone labelled : zones) {
      Zone seen = wide.of(labelled.zone());
      features.fill(seen);
      int ownCubes = features.pyramid().finest().ofFirstPoints(labelled.zone().size);
      float[] from = features.values();
      if (!firsts.isEmpty()) {
        from = withContext(firsts, seen.id.cellMetres(), ownCubes);
      }
      addRows(labelled, from, columns(firsts.size()), ownCubes, samples);
    }
  }

  /** Numbers a row with the context of so many first looks. */
  public static int columns(int firsts) {
    return Feature.COUNT + firsts * ContextPool.COLUMNS;
  }

  private float[] withContext(List<Forward> firsts, int cellMetres, int ownCubes) {
    int columns = columns(firsts.size());
    if (rows.length < ownCubes * columns) {
      rows = new float[ownCubes * columns * 2];
    }
    if (probabilities.length < features.rows() * ContextPool.CLASSES) {
      probabilities = new float[features.rows() * ContextPool.CLASSES * 2];
    }
    for (int row = 0; row < ownCubes; row++) {
      System.arraycopy(features.values(), row * Feature.COUNT, rows, row * columns, Feature.COUNT);
    }
    for (int first = 0; first < firsts.size(); first++) {
      Forward network = firsts.get(first);
      for (int row = 0; row < features.rows(); row++) {
        float[] scores = network.scores(features.values(), row * Feature.COUNT);
        softmax(scores, probabilities, row * ContextPool.CLASSES);
      }
      context.fill(features, probabilities, cellMetres, ownCubes);
      for (int row = 0; row < ownCubes; row++) {
        System.arraycopy(
            context.values(),
            row * ContextPool.COLUMNS,
            rows,
            row * columns + columns(first),
            ContextPool.COLUMNS);
      }
    }
    return rows;
  }

  private void addRows(
      LabelledZone labelled, float[] from, int columns, int ownCubes, Samples samples) {
    VoxelGrid finest = features.pyramid().finest();
    int[] counts = new int[ownCubes * TrueClass.COUNT];
    for (int i = 0; i < labelled.zone().size; i++) {
      if (labelled.truth()[i] < TrueClass.COUNT) {
        counts[finest.ofPoint(i) * TrueClass.COUNT + labelled.truth()[i]]++;
      }
    }
    for (int row = 0; row < ownCubes; row++) {
      int most = 0;
      int sum = 0;
      for (int kind = 0; kind < TrueClass.COUNT; kind++) {
        int count = counts[row * TrueClass.COUNT + kind];
        sum += count;
        most = count > counts[row * TrueClass.COUNT + most] ? kind : most;
      }
      if (sum > 0) {
        samples.add(from, row * columns, (byte) most, (float) Math.sqrt(sum));
      }
    }
  }

  private static void softmax(float[] scores, float[] to, int at) {
    double sum = 0;
    for (float score : scores) {
      sum += Math.exp(score);
    }
    for (int kind = 0; kind < scores.length; kind++) {
      to[at + kind] = (float) (Math.exp(scores[kind]) / sum);
    }
  }
}
