package dev.catenary.inference.training.fit;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Batches of a fit, in a new order at each pass; the next is made while one is worked on. */
final class Batches implements AutoCloseable {
  private final Samples samples;
  private final Scaling scaling;
  private final float[] classWeights;
  private final MlpFit.Plan plan;
  private final Random random;
  private final SplittableRandom noise;
  private final Batch[] buffers = new Batch[2];
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private Future<Batch> following;
  private int[] order = new int[0];
  private int made;

  /** Scaled inputs, and the rows' weights in the column of their class. */
  static final class Batch {
    final float[] inputs;
    final float[] targets;
    double weights;

    Batch(int rows, int columns, int classes) {
      inputs = new float[rows * columns];
      targets = new float[rows * classes];
    }
  }

  Batches(Samples samples, Scaling scaling, float[] classWeights, MlpFit.Plan plan) {
    this.samples = samples;
    this.scaling = scaling;
    this.classWeights = classWeights;
    this.plan = plan;
    random = new Random(plan.seed());
    noise = new SplittableRandom(plan.seed());
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] = new Batch(plan.batch(), samples.columns, classWeights.length);
    }
    following = thread.submit(this::make);
  }

  /** Gives the next batch; the one before is overwritten. */
  Batch next() {
    try {
      Batch batch = following.get();
      following = thread.submit(this::make);
      return batch;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Batch make() {
    int batches = Math.max(1, samples.size / plan.batch());
    if (made % batches == 0) {
      order = samples.shuffled(random);
    }
    Batch batch = buffers[made % 2];
    int columns = samples.columns;
    int classes = classWeights.length;
    batch.weights = 0;
    for (int row = 0; row < Math.min(plan.batch(), samples.size); row++) {
      int from = order[made % batches * plan.batch() + row];
      scaling.copy(samples.features, from * columns, batch.inputs, row * columns, columns);
      blur(batch.inputs, row * columns, columns);
      int kind = samples.kind[from];
      float weight = samples.weight[from] * classWeights[kind];
      batch.weights += weight;
      for (int k = 0; k < classes; k++) {
        batch.targets[row * classes + k] = k == kind ? weight : 0;
      }
    }
    made++;
    return batch;
  }

  private void blur(float[] inputs, int at, int columns) {
    for (int i = at; i < at + columns && plan.noise() > 0; i++) {
      inputs[i] += (float) (plan.noise() * noise.nextGaussian());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
