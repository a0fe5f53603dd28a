package dev.catenary.inference.training.fit;

import java.util.Arrays;
import java.util.Random;

/** Rows of features with what is true of each: what a network is fitted to. */
public final class Samples {
  public final int columns;
  public int size;

  /** Row after row. */
  public float[] features;

  /** Index of the class. */
  public byte[] kind;

  /** Number of points that the row speaks for. */
  public float[] weight;

  public Samples(int columns) {
    this.columns = columns;
    features = new float[columns * 1_024];
    kind = new byte[1_024];
    weight = new float[1_024];
  }

  /** Copies one row. */
  public void add(float[] from, int at, byte truth, float points) {
    if (size == kind.length) {
      int grown = size * 2;
      features = Arrays.copyOf(features, grown * columns);
      kind = Arrays.copyOf(kind, grown);
      weight = Arrays.copyOf(weight, grown);
    }
    System.arraycopy(from, at, features, size * columns, columns);
    kind[size] = truth;
    weight[size] = points;
    size++;
  }

  /** Copies some rows of another set, chosen by chance; all when there are no more. */
  public void addSome(Samples other, int rowsMax, Random random) {
    int[] order = other.shuffled(random);
    for (int i = 0; i < Math.min(rowsMax, other.size); i++) {
      add(other.features, order[i] * columns, other.kind[order[i]], other.weight[order[i]]);
    }
  }

  /** Sum of the weights of a class's rows in a range. */
  public double weight(int wanted, int from, int to) {
    double sum = 0;
    for (int row = from; row < to; row++) {
      sum += kind[row] == wanted ? weight[row] : 0;
    }
    return sum;
  }

  /** Multiplies the weights of a class's rows in a range. */
  public void weigh(int wanted, int from, int to, double times) {
    for (int row = from; row < to; row++) {
      weight[row] *= kind[row] == wanted ? (float) times : 1;
    }
  }

  public long count(int wanted) {
    long count = 0;
    for (int i = 0; i < size; i++) {
      count += kind[i] == wanted ? 1 : 0;
    }
    return count;
  }

  /** The rows in another order. */
  public int[] shuffled(Random random) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }
}
