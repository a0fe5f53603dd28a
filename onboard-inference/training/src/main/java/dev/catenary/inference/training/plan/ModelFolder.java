package dev.catenary.inference.training.plan;

import dev.catenary.inference.model.ModelCard;
import dev.catenary.inference.model.NetworkInputs;
import dev.catenary.inference.model.NeuralModel;
import dev.catenary.inference.training.fit.Mlp;
import dev.catenary.inference.training.fit.Scaling;
import dev.catenary.inference.training.onnx.OnnxExport;
import dev.catenary.inference.training.score.Json;
import dev.catenary.inference.voxel.Feature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a model's folder: the networks as ONNX, and the card with their hashes. */
public final class ModelFolder {
  private final Path folder;

  public ModelFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes all files; the card comes last, so that a folder half written is refused.
   *
   * @param about what the card tells people: data, split, figures, limits
   */
  public void write(
      FittedModel model,
      double conductorRecall,
      double conductorRecallFloor,
      Map<String, Object> about)
      throws IOException {
    Files.createDirectories(folder);
    Files.deleteIfExists(folder.resolve(ModelCard.FILE));
    Mlp first = model.first().widened(model.second().scaling());
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(ModelCard.FIRST_INT8, OnnxExport.int8(first, model.firstLargest()));
    files.put(ModelCard.SECOND_INT8, OnnxExport.int8(model.second(), model.secondLargest()));
    files.put(ModelCard.FIRST_FP32, OnnxExport.fp32(first));
    files.put(ModelCard.SECOND_FP32, OnnxExport.fp32(model.second()));
    Map<String, Object> hashes = new LinkedHashMap<>();
    StringBuilder all = new StringBuilder();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
      String hash = NeuralModel.sha256(file.getValue());
      hashes.put(file.getKey(), hash);
      all.append(hash);
    }
    String version =
        NeuralModel.sha256(all.toString().getBytes(StandardCharsets.US_ASCII)).substring(0, 8);
    Scaling scaling = model.second().scaling();
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("name", "int8-" + version);
    card.put("featureTable", Feature.TABLE_VERSION);
    card.put("contextVersion", NetworkInputs.CONTEXT_VERSION);
    card.put("inputs", NetworkInputs.COLUMNS);
    card.put("classes", ModelCard.CLASSES);
    card.put("conductorRecall", conductorRecall);
    card.put("conductorRecallFloor", conductorRecallFloor);
    card.put("temperature", model.temperature());
    card.put("sha256", hashes);
    card.putAll(about);
    card.put("mean", scaling.mean());
    card.put("deviation", scaling.deviation());
    Files.writeString(folder.resolve(ModelCard.FILE), new Json().write(card));
  }
}
