package dev.catenary.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.inference.ClassifierChoice;
import dev.catenary.inference.scene.Scene;
import dev.catenary.inference.zone.Classifier;
import dev.catenary.proto.zone.Zone;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A model must earn its start: each thing that can be wrong with one is refused with its reason.
 */
final class NeuralModelTest {
  private static final List<String> FILES =
      List.of(
          ModelCard.FILE,
          ModelCard.FIRST_INT8,
          ModelCard.SECOND_INT8,
          ModelCard.FIRST_FP32,
          ModelCard.SECOND_FP32);

  @TempDir private Path folder;

  private void copyShipped() throws IOException {
    for (String file : FILES) {
      try (InputStream stream = NeuralModel.class.getResourceAsStream("shipped/" + file)) {
        Files.write(folder.resolve(file), Objects.requireNonNull(stream).readAllBytes());
      }
    }
  }

  private void changeCard(String field, String pattern, String value) throws IOException {
    Path card = folder.resolve(ModelCard.FILE);
    String text = Files.readString(card);
    String changed =
        text.replaceFirst("\"" + field + "\": " + pattern, "\"" + field + "\": " + value);
    assertThat(changed).isNotEqualTo(text);
    Files.writeString(card, changed);
  }

  @Test
  void shippedModelOpensAndNamesItself() throws IOException {
    NeuralModel model = NeuralModel.shipped();
    assertThat(model.card().name()).startsWith("int8-");
    assertThat(model.card().conductorRecall()).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void oneChangedByteIsRefusedByItsHash() throws IOException {
    copyShipped();
    Path file = folder.resolve(ModelCard.SECOND_INT8);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> NeuralModel.open(folder))
        .isInstanceOf(ModelRefused.class)
        .hasMessageContaining(ModelCard.SECOND_INT8)
        .hasMessageContaining("SHA-256");
  }

  @Test
  void modelOfAnotherFeatureTableIsRefused() throws IOException {
    copyShipped();
    changeCard("featureTable", "\\d+", "1");
    assertThatThrownBy(() -> NeuralModel.open(folder))
        .isInstanceOf(ModelRefused.class)
        .hasMessageContaining("feature table 1");
  }

  @Test
  void modelThatMissesConductorsIsRefused() throws IOException {
    copyShipped();
    changeCard("conductorRecallFloor", "[0-9.]+", "0.9999");
    assertThatThrownBy(() -> NeuralModel.open(folder))
        .isInstanceOf(ModelRefused.class)
        .hasMessageContaining("conductor recall")
        .hasMessageContaining("0.9999");
  }

  @Test
  void modelWithoutAMeasuredRecallIsRefused() throws IOException {
    copyShipped();
    changeCard("conductorRecall", "[0-9.]+", "null");
    assertThatThrownBy(() -> NeuralModel.open(folder))
        .isInstanceOf(ModelRefused.class)
        .hasMessageContaining("conductorRecall");
  }

  @ParameterizedTest
  @CsvSource({
    "temperature, [0-9.]+, 0, temperature = 0.0",
    "temperature, [0-9.]+, -1.5, temperature = -1.5",
    "temperature, [0-9.]+, .nan, temperature = NaN",
    "temperature, [0-9.]+, 1e99, temperature = Infinity",
    "temperature, [0-9.]+, 1e-99, temperature = 0.0",
    "deviation, '\\[[0-9.]+', [0, deviation of input 0 = 0.0",
    "deviation, '\\[[0-9.]+', [-2, deviation of input 0 = -2.0",
    "deviation, '\\[[0-9.]+', [.inf, deviation of input 0 = Infinity",
    "mean, '\\[[0-9.]+', [.nan, mean of input 0 = NaN"
  })
  void scalingThatCannotScaleIsRefused(String field, String pattern, String value, String found)
      throws IOException {
    copyShipped();
    changeCard(field, pattern, value);
    assertThatThrownBy(() -> NeuralModel.open(folder))
        .isInstanceOf(ModelRefused.class)
        .hasMessageContaining("found in the card " + found);
    assertThat(ClassifierChoice.of(folder.toString(), folder).labelledBy()).isEqualTo("rules-1");
  }

  @Test
  void fileNameThatIsNoneIsRefused() throws IOException {
    copyShipped();
    changeCard("sha256", "\\{", "{ \"no\\\\u0000name\": \"00\",");
    ClassifierChoice choice = ClassifierChoice.of(folder.toString(), folder);
    assertThat(choice.refusal()).contains("refused");
    assertThat(choice.labelledBy()).isEqualTo("rules-1");
  }

  @Test
  void networkOfAnotherShapeIsRefusedEvenWithItsHash() throws IOException {
    copyShipped();
    byte[] other = Files.readAllBytes(folder.resolve(ModelCard.FIRST_FP32));
    Files.write(folder.resolve(ModelCard.FIRST_INT8), other);
    changeCard(ModelCard.FIRST_INT8, "\"[0-9a-f]+\"", "\"" + NeuralModel.sha256(other) + "\"");
    assertThatThrownBy(() -> NeuralModel.open(folder))
        .isInstanceOf(ModelRefused.class)
        .hasMessageContaining("inputs");
  }

  @Test
  void missingFileIsRefused() throws IOException {
    copyShipped();
    Files.delete(folder.resolve(ModelCard.FIRST_INT8));
    assertThatThrownBy(() -> NeuralModel.open(folder))
        .isInstanceOf(ModelRefused.class)
        .hasMessageContaining(ModelCard.FIRST_INT8);
  }

  @Property(tries = 200)
  void anyTextForACardIsReadOrRefused(@ForAll String text) {
    assertThatThrownBy(() -> CardReader.read(text)).isInstanceOf(ModelRefused.class);
  }

  @Test
  void refusedModelLeavesTheRulesAndTheReason() {
    ClassifierChoice choice = ClassifierChoice.of("no-such-model", folder);
    assertThat(choice.refusal()).contains("no-such-model");
    assertThat(choice.labelledBy()).isEqualTo("rules-1");
    Zone zone = new Scene(1).ground(0, 0, 20).zone();
    try (Classifier classifier = choice.classifier(1)) {
      classifier.classify(zone);
    }
    assertThat(zone.classifier).isEqualTo("rules-1");
  }

  @Test
  void shippedModelLabelsWhenAskedFor() {
    ClassifierChoice choice = ClassifierChoice.of(ClassifierChoice.SHIPPED, folder);
    assertThat(choice.refusal()).isNull();
    assertThat(choice.labelledBy()).startsWith("int8-");
  }
}
