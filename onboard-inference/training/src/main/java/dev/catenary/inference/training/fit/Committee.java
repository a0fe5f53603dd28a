package dev.catenary.inference.training.fit;

import java.util.List;

/**
 * Several networks as one that gives the mean of their scores: their units stand side by side and
 * do not look at one another's. What one has learned by chance, the others have not.
 */
public final class Committee {
  private Committee() {}

  /**
   * One network of all members.
   *
   * @param members of equal shapes, over the same scaled inputs
   */
  public static Mlp of(List<Mlp> members) {
    Mlp one = members.getFirst();
    int layers = one.layers();
    float[][][] weights = new float[layers][][];
    float[][] biases = new float[layers][];
    for (int layer = 0; layer < layers; layer++) {
      boolean last = layer == layers - 1;
      int units = one.biases()[layer].length;
      int inputs = one.weights()[layer][0].length;
      int rows = last ? units : units * members.size();
      weights[layer] = new float[rows][layer == 0 ? inputs : inputs * members.size()];
      biases[layer] = new float[rows];
      float share = last ? 1f / members.size() : 1;
      for (int member = 0; member < members.size(); member++) {
        Mlp from = members.get(member);
        int firstInput = layer == 0 ? 0 : member * inputs;
        int firstUnit = last ? 0 : member * units;
        for (int unit = 0; unit < units; unit++) {
          float[] row = weights[layer][firstUnit + unit];
          for (int i = 0; i < inputs; i++) {
            row[firstInput + i] = share * from.weights()[layer][unit][i];
          }
          biases[layer][firstUnit + unit] += share * from.biases()[layer][unit];
        }
      }
    }
    return new Mlp(one.scaling(), weights, biases);
  }
}
