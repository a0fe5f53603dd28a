package dev.catenary.inference.training.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.catenary.inference.training.cloud.LabelledCloud;
import dev.catenary.inference.training.fit.Mlp;
import dev.catenary.inference.training.fit.Scaling;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Networks of a run in a file, so that they can be set right and scored anew without being fitted
 * again. A file names the clouds and the plan it is of; that of another run is refused.
 */
final class KeptFits {
  private static final int NUMBERS_MAX = 1 << 24;

  private final @Nullable Path file;
  private final String run;

  /**
   * @param file may be there or not; null keeps nothing
   * @param sets the clouds of each model
   */
  KeptFits(@Nullable Path file, TrainingPlan plan, List<List<LabelledCloud>> sets) {
    this.file = file;
    StringBuilder names = new StringBuilder(plan.ofFit());
    for (List<LabelledCloud> set : sets) {
      names.append('\n');
      set.forEach(
          cloud -> names.append(cloud.name()).append(' ').append(cloud.points().size).append(';'));
    }
    run = names.toString();
  }

  /**
   * The models that were kept; null where there are none.
   *
   * @throws IOException the file is of another run or damaged
   */
  @Nullable List<FittedModel> read() throws IOException {
    if (file == null || !Files.exists(file)) {
      return null;
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (!new String(in.readNBytes(count(in)), UTF_8).equals(run)) {
        throw new IOException(
            "found in "
                + file
                + " networks of other clouds or another plan; expected this run's;"
                + " cure: name another file");
      }
      List<FittedModel> models = new ArrayList<>();
      for (int left = count(in); left > 0; left--) {
        models.add(new FittedModel(mlp(in), mlp(in), numbers(in), numbers(in), in.readFloat()));
      }
      return models;
    }
  }

  void write(List<FittedModel> models) throws IOException {
    if (file == null) {
      return;
    }
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      byte[] name = run.getBytes(UTF_8);
      out.writeInt(name.length);
      out.write(name);
      out.writeInt(models.size());
      for (FittedModel model : models) {
        write(out, model.first());
        write(out, model.second());
        write(out, model.firstLargest());
        write(out, model.secondLargest());
        out.writeFloat(model.temperature());
      }
    }
  }

  private static void write(DataOutputStream out, Mlp mlp) throws IOException {
    write(out, mlp.scaling().mean());
    write(out, mlp.scaling().deviation());
    out.writeInt(mlp.layers());
    for (int layer = 0; layer < mlp.layers(); layer++) {
      write(out, mlp.biases()[layer]);
      for (float[] unit : mlp.weights()[layer]) {
        write(out, unit);
      }
    }
  }

  private static Mlp mlp(DataInputStream in) throws IOException {
    Scaling scaling = new Scaling(numbers(in), numbers(in));
    int layers = count(in);
    float[][][] weights = new float[layers][][];
    float[][] biases = new float[layers][];
    for (int layer = 0; layer < layers; layer++) {
      biases[layer] = numbers(in);
      weights[layer] = new float[biases[layer].length][];
      for (int unit = 0; unit < weights[layer].length; unit++) {
        weights[layer][unit] = numbers(in);
      }
    }
    return new Mlp(scaling, weights, biases);
  }

  private static void write(DataOutputStream out, float[] numbers) throws IOException {
    out.writeInt(numbers.length);
    for (float number : numbers) {
      out.writeFloat(number);
    }
  }

  private static float[] numbers(DataInputStream in) throws IOException {
    float[] numbers = new float[count(in)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readFloat();
    }
    return numbers;
  }

  private static int count(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > NUMBERS_MAX) {
      throw new IOException("found a count of " + count + "; expected 0 to " + NUMBERS_MAX);
    }
    return count;
  }
}
