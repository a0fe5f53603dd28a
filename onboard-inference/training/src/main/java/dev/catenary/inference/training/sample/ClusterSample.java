package dev.catenary.inference.training.sample;

import dev.catenary.inference.training.cloud.TrueClass;
import dev.catenary.inference.training.fit.Samples;
import dev.catenary.inference.training.fit.Scaling;
import java.util.Arrays;
import java.util.Random;

/**
 * Takes fewer rows of the big classes without losing what is rare in them: their rows are clustered
 * by their features (k-means, few rounds), and each cluster gives the same number, or all it has.
 * Level ground is one cluster of many; ditches, cars and eaves keep their place.
 */
public final class ClusterSample {
  private static final int CLUSTERS = 32;
  private static final int ROUNDS = 4;
  private static final int SEEN_BY_ROUNDS = 3_000;

  private final int rowsMax;
  private final int columns;
  private final Random random;

  /**
   * @param rowsMax of each class
   * @param columns so many of a row, the first ones, tell its cluster
   */
  public ClusterSample(int rowsMax, int columns, long seed) {
    this.rowsMax = rowsMax;
    this.columns = columns;
    random = new Random(seed);
  }

  /** Adds to the target what is kept of the rows. */
  public void reduce(Samples from, Samples target) {
    for (int kind = 0; kind < TrueClass.COUNT; kind++) {
      int[] rows = rowsOf(from, kind);
      int[] kept = rows.length <= rowsMax ? rows : reduced(from, rows);
      for (int row : kept) {
        target.add(from.features, row * from.columns, (byte) kind, from.weight[row]);
      }
    }
  }

  private static int[] rowsOf(Samples from, int kind) {
    int[] rows = new int[from.size];
    int count = 0;
    for (int row = 0; row < from.size; row++) {
      if (from.kind[row] == kind) {
        rows[count++] = row;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  private int[] reduced(Samples from, int[] rows) {
    shuffle(rows);
    Scaling scaling = Scaling.of(from);
    float[][] centres = centres(from, rows, scaling);
    int[] cluster = new int[rows.length];
    int[] sizes = new int[CLUSTERS];
    float[] scaled = new float[columns];
    for (int i = 0; i < rows.length; i++) {
      scaling.copy(from.features, rows[i] * from.columns, scaled, 0, columns);
      cluster[i] = nearest(centres, scaled);
      sizes[cluster[i]]++;
    }
    int share = fairShare(sizes);
    int[] taken = new int[CLUSTERS];
    int[] kept = new int[rows.length];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      if (taken[cluster[i]]++ < share) {
        kept[count++] = rows[i];
      }
    }
    return Arrays.copyOf(kept, count);
  }

  /** The largest share of each cluster with which the sum stays within the maximum. */
  private int fairShare(int[] sizes) {
    int low = 1;
    int high = rowsMax;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      long sum = 0;
      for (int size : sizes) {
        sum += Math.min(size, middle);
      }
      if (sum <= rowsMax) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private float[][] centres(Samples from, int[] rows, Scaling scaling) {
    int seen = Math.min(rows.length, SEEN_BY_ROUNDS);
    float[][] scaled = new float[seen][columns];
    for (int i = 0; i < seen; i++) {
      scaling.copy(from.features, rows[i] * from.columns, scaled[i], 0, columns);
    }
    float[][] centres = firstCentres(scaled);
    for (int round = 0; round < ROUNDS; round++) {
      float[][] sums = new float[CLUSTERS][columns];
      int[] sizes = new int[CLUSTERS];
      for (float[] row : scaled) {
        int cluster = nearest(centres, row);
        sizes[cluster]++;
        for (int column = 0; column < row.length; column++) {
          sums[cluster][column] += row[column];
        }
      }
      for (int k = 0; k < CLUSTERS; k++) {
        for (int column = 0; column < columns && sizes[k] > 0; column++) {
          centres[k][column] = sums[k][column] / sizes[k];
        }
      }
    }
    return centres;
  }

  /** Far from one another by chance, so that what is rare and far has its own (k-means++). */
  private float[][] firstCentres(float[][] rows) {
    float[][] centres = new float[CLUSTERS][];
    float[] apart = new float[rows.length];
    Arrays.fill(apart, Float.MAX_VALUE);
    centres[0] = rows[random.nextInt(rows.length)].clone();
    for (int k = 1; k < CLUSTERS; k++) {
      double sum = 0;
      for (int row = 0; row < rows.length; row++) {
        apart[row] = Math.min(apart[row], squareDistance(centres[k - 1], rows[row], apart[row]));
        sum += apart[row];
      }
      double at = sum * random.nextDouble();
      int chosen = 0;
      while (chosen < rows.length - 1 && at >= apart[chosen]) {
        at -= apart[chosen++];
      }
      centres[k] = rows[chosen].clone();
    }
    return centres;
  }

  /** No longer right once it is more than a limit. */
  private static float squareDistance(float[] one, float[] other, float limit) {
    float sum = 0;
    for (int column = 0; column < one.length && sum < limit; column++) {
      float apart = one[column] - other[column];
      sum += apart * apart;
    }
    return sum;
  }

  private static int nearest(float[][] centres, float[] row) {
    int nearest = 0;
    float least = Float.MAX_VALUE;
    for (int k = 0; k < centres.length; k++) {
      float sum = squareDistance(centres[k], row, least);
      if (sum < least) {
        least = sum;
        nearest = k;
      }
    }
    return nearest;
  }

  private void shuffle(int[] rows) {
    for (int i = rows.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int row = rows[i];
      rows[i] = rows[other];
      rows[other] = row;
    }
  }
}
