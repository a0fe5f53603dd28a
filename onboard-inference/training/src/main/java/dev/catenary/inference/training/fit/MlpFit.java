package dev.catenary.inference.training.fit;

import static ai.djl.ndarray.types.DataType.FLOAT32;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Fits a network to samples by stochastic descent on the weighted cross entropy. */
public final class MlpFit {
  /**
   * Settings of a fit.
   *
   * @param hidden units of each hidden layer
   * @param epochs passes over the samples
   * @param batch rows a step
   * @param rate the first step size; falls to nothing by a cosine
   * @param noise is added to each scaled input at each pass, in deviations of that input: what
   *     differs by less from survey to survey is then not leaned on
   * @param seed of the first weights, the order of the rows and the noise
   */
  @SuppressWarnings("ArrayRecordComponent") // Sizes; never compared.
  public record Plan(int[] hidden, int epochs, int batch, float rate, double noise, long seed) {}

  private final Plan plan;
  private static final String EPOCH = "epoch";

  private final Consumer<String> progress;

  /** Tells the lines that end an epoch from others. */
  public static boolean isEpoch(String line) {
    return line.contains(EPOCH);
  }

  public MlpFit(Plan plan, Consumer<String> progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /** Fits. The class weights multiply the rows' own. */
  public Mlp fit(Samples samples, Scaling scaling, float[] classWeights) {
    int classes = classWeights.length;
    Engine.getInstance().setRandomSeed((int) plan.seed());
    try (Model model = Model.newInstance("catenary", Device.cpu(), "PyTorch")) {
      SequentialBlock block = new SequentialBlock();
      for (int units : plan.hidden()) {
        block.add(Linear.builder().setUnits(units).build());
        block.add(Activation::relu);
      }
      block.add(Linear.builder().setUnits(classes).build());
      model.setBlock(block);
      int steps = plan.epochs() * (samples.size / plan.batch());
      Tracker rate =
          Tracker.cosine()
              .setBaseValue(plan.rate())
              .optFinalValue(plan.rate() / 100)
              .setMaxUpdates(steps)
              .build();
      DefaultTrainingConfig config =
          new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
              .optOptimizer(
                  Adam.builder().optLearningRateTracker(rate).optWeightDecays(1e-4f).build())
              .optDevices(new Device[] {Device.cpu()});
      try (Trainer trainer = model.newTrainer(config)) {
        trainer.initialize(new Shape(plan.batch(), samples.columns));
        run(trainer, samples, scaling, classWeights);
        return read(block, scaling);
      }
    }
  }

  private void run(Trainer trainer, Samples samples, Scaling scaling, float[] classWeights) {
    int batches = samples.size / plan.batch();
    int columns = samples.columns;
    int classes = classWeights.length;
    // One pair for all batches: one for each would lie outside the heap until the next collection.
    ByteBuffer inputBytes = direct(plan.batch() * columns);
    ByteBuffer targetBytes = direct(plan.batch() * classes);
    try (Batches source = new Batches(samples, scaling, classWeights, plan)) {
      for (int epoch = 0; epoch < plan.epochs(); epoch++) {
        double sum = 0;
        for (int number = 0; number < batches; number++) {
          Batches.Batch batch = source.next();
          try (NDManager manager = trainer.getManager().newSubManager()) {
            inputBytes.asFloatBuffer().put(batch.inputs);
            targetBytes.asFloatBuffer().put(batch.targets);
            NDArray x = manager.create(inputBytes, new Shape(plan.batch(), columns), FLOAT32);
            NDArray y = manager.create(targetBytes, new Shape(plan.batch(), classes), FLOAT32);
            try (GradientCollector gradients = trainer.newGradientCollector()) {
              NDArray logits = trainer.forward(new NDList(x)).singletonOrThrow();
              NDArray loss = logits.logSoftmax(1).mul(y).sum().neg().div((float) batch.weights);
              gradients.backward(loss);
              if (number % 50 == 0) {
                sum += loss.getFloat();
              }
            }
            trainer.step();
          }
        }
        progress.accept(
            String.format(
                EPOCH + " %d of %d: loss %.4f",
                epoch + 1,
                plan.epochs(),
                sum / Math.ceilDiv(batches, 50)));
      }
    }
  }

  private static ByteBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES).order(ByteOrder.nativeOrder());
  }

  private static Mlp read(SequentialBlock block, Scaling scaling) {
    List<float[][]> weights = new ArrayList<>();
    List<float[]> biases = new ArrayList<>();
    for (var child : block.getChildren().values()) {
      if (child instanceof Linear) {
        Parameter weight = child.getParameters().get("weight");
        Parameter bias = child.getParameters().get("bias");
        Shape shape = weight.getArray().getShape();
        float[] flat = weight.getArray().toFloatArray();
        float[][] rows = new float[(int) shape.get(0)][(int) shape.get(1)];
        for (int row = 0; row < rows.length; row++) {
          System.arraycopy(flat, row * rows[row].length, rows[row], 0, rows[row].length);
        }
        weights.add(rows);
        biases.add(bias.getArray().toFloatArray());
      }
    }
    return new Mlp(scaling, weights.toArray(float[][][]::new), biases.toArray(float[][]::new));
  }
}
