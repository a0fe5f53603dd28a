package dev.catenary.inference.model;

import java.util.List;
import java.util.Map;

/**
 * Model card, as far as the service must know it; the rest of it is for people.
 *
 * @param name as it stands in the manifests, with the start of its hash: {@code int8-1-5f2a90c4}
 * @param featureTable {@link dev.catenary.inference.voxel.Feature#TABLE_VERSION} it was trained on
 * @param contextVersion {@link NetworkInputs#CONTEXT_VERSION} likewise
 * @param inputs numbers a row
 * @param classes in the order of the outputs
 * @param sha256 of each file, lower-case hexadecimal, by name
 * @param mean of each input
 * @param deviation of each input
 * @param temperature of the {@link Reliability}
 * @param conductorRecall share of the conductor's points found on the evaluation set
 * @param conductorRecallFloor below this the model must not run
 */
@SuppressWarnings("ArrayRecordComponent") // A bundle read once; never compared.
public record ModelCard(
    String name,
    int featureTable,
    int contextVersion,
    int inputs,
    List<String> classes,
    Map<String, String> sha256,
    float[] mean,
    float[] deviation,
    float temperature,
    double conductorRecall,
    double conductorRecallFloor) {
  /** File name of the card in a model's folder. */
  public static final String FILE = "card.json";

  /** Names of the files in a model's folder. */
  public static final String FIRST_INT8 = "first.int8.onnx";

  public static final String SECOND_INT8 = "second.int8.onnx";
  public static final String FIRST_FP32 = "first.fp32.onnx";
  public static final String SECOND_FP32 = "second.fp32.onnx";

  /** Names of the outputs. */
  public static final List<String> CLASSES =
      List.of("conductor", "pole", "vegetation", "building", "other");
}
