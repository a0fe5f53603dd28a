package dev.catenary.device.assembly;

import dev.catenary.inference.model.ModelCard;
import dev.catenary.inference.model.NeuralModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The shipped networks in a folder, under another name. */
public final class CopiedModel {
  private CopiedModel() {}

  /** Makes the folder. */
  public static Path in(Path folder, String name) throws IOException {
    Path model = Files.createDirectories(folder);
    for (String file :
        List.of(
            ModelCard.FIRST_INT8,
            ModelCard.SECOND_INT8,
            ModelCard.FIRST_FP32,
            ModelCard.SECOND_FP32,
            ModelCard.FILE)) {
      try (InputStream shipped = NeuralModel.class.getResourceAsStream("shipped/" + file)) {
        Files.write(model.resolve(file), Objects.requireNonNull(shipped).readAllBytes());
      }
    }
    Path card = model.resolve(ModelCard.FILE);
    String text = Files.readString(card);
    Files.writeString(
        card, text.replaceFirst("\"name\": \"[^\"]+\"", "\"name\": \"" + name + "\""));
    return model;
  }
}
