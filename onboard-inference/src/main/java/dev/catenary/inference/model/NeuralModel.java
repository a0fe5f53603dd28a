package dev.catenary.inference.model;

import dev.catenary.inference.voxel.Feature;
import dev.catenary.proto.text.TextRefused;
import dev.catenary.proto.text.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model that may run: its files are those its card was written for, it was trained on the inputs
 * we compute, and it finds conductors as well as it must. Made only by {@link #open} and {@link
 * #shipped}; immutable.
 */
public final class NeuralModel {
  /** Ours have some 100 kB; more would not be looked at in time. */
  private static final int FILE_BYTES_MAX = 32 << 20;

  /** No card leads out of its folder. */
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final ModelCard card;
  private final Map<String, byte[]> files;

  private NeuralModel(ModelCard card, Map<String, byte[]> files) {
    this.card = card;
    this.files = files;
  }

  /** Where a model's files come from; null for one that is not there. */
  @FunctionalInterface
  private interface Source {
    byte @Nullable [] read(String file) throws IOException;
  }

  /**
   * Opens a model's folder.
   *
   * @throws ModelRefused when the model must not run
   * @throws IOException when the folder cannot be read
   */
  public static NeuralModel open(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new ModelRefused("found no folder " + folder + "; expected a model's folder");
    }
    return load(
        file -> {
          Path path = folder.resolve(file);
          if (!Files.isRegularFile(path)) {
            return null;
          }
          if (Files.size(path) > FILE_BYTES_MAX) {
            throw new ModelRefused(
                "found "
                    + file
                    + " of "
                    + Files.size(path)
                    + " bytes; expected "
                    + FILE_BYTES_MAX
                    + " at most");
          }
          return Files.readAllBytes(path);
        });
  }

  /** The model that came with the software. */
  public static NeuralModel shipped() throws IOException {
    return load(
        file -> {
          try (InputStream stream = NeuralModel.class.getResourceAsStream("shipped/" + file)) {
            return stream == null ? null : stream.readAllBytes();
          }
        });
  }

  private static NeuralModel load(Source source) throws IOException {
    ModelCard card = CardReader.read(text(needed(source, ModelCard.FILE)));
    check("feature table", card.featureTable(), Feature.TABLE_VERSION);
    check("context version", card.contextVersion(), NetworkInputs.CONTEXT_VERSION);
    check("inputs", card.inputs(), NetworkInputs.COLUMNS);
    check("means", card.mean().length, NetworkInputs.COLUMNS);
    check("deviations", card.deviation().length, NetworkInputs.COLUMNS);
    if (!card.classes().equals(ModelCard.CLASSES)) {
      throw new ModelRefused(
          "found the classes " + card.classes() + "; expected " + ModelCard.CLASSES);
    }
    if (!(card.conductorRecall() >= card.conductorRecallFloor())) {
      throw new ModelRefused(
          "found a conductor recall of "
              + card.conductorRecall()
              + " on the evaluation set; expected at least "
              + card.conductorRecallFloor());
    }
    checkScaling(card);
    Map<String, byte[]> files = new HashMap<>();
    for (Map.Entry<String, String> entry : card.sha256().entrySet()) {
      if (!FILE_NAME.matcher(entry.getKey()).matches()) {
        throw new ModelRefused(
            "found in the card the file name \"" + entry.getKey() + "\"; expected a plain name");
      }
      byte[] bytes = needed(source, entry.getKey());
      String found = sha256(bytes);
      if (!found.equals(entry.getValue())) {
        throw new ModelRefused(
            "found "
                + entry.getKey()
                + " with SHA-256 "
                + found
                + "; expected "
                + entry.getValue()
                + ", for which the card was written");
      }
      files.put(entry.getKey(), bytes);
    }
    NeuralModel model = new NeuralModel(card, files);
    // Opened once for its checks of shape, so that a model that was let in also runs.
    model.classifier(1).close();
    return model;
  }

  private static void check(String what, int found, int expected) {
    if (found != expected) {
      throw new ModelRefused("found " + what + " " + found + "; expected " + expected);
    }
  }

  /** Checks that no divisor is 0 or infinite: a card is written by people too. */
  private static void checkScaling(ModelCard card) {
    checkDivisor("temperature", card.temperature());
    for (int column = 0; column < card.deviation().length; column++) {
      checkDivisor("deviation of input " + column, card.deviation()[column]);
      if (!Float.isFinite(card.mean()[column])) {
        throw new ModelRefused(
            "found in the card mean of input "
                + column
                + " = "
                + card.mean()[column]
                + "; expected a finite number");
      }
    }
  }

  private static void checkDivisor(String name, float value) {
    if (!(value > 0) || !Float.isFinite(value)) {
      throw new ModelRefused(
          "found in the card " + name + " = " + value + "; expected a finite number above 0");
    }
  }

  private static String text(byte[] card) {
    try {
      return Utf8.decode(card);
    } catch (TextRefused e) {
      throw new ModelRefused(ModelCard.FILE + ": " + e.getMessage(), e);
    }
  }

  private static byte[] needed(Source source, String file) throws IOException {
    byte[] bytes = source.read(file);
    if (bytes == null) {
      throw new ModelRefused("found no " + file + "; expected it in the model's folder");
    }
    return bytes;
  }

  /** Lower-case hexadecimal SHA-256. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  public ModelCard card() {
    return card;
  }

  /** A classifier over the int8 networks, for one thread of ours and so many of ONNX Runtime. */
  public NeuralClassifier classifier(int threads) {
    InputScaling scaling = new InputScaling(card.mean(), card.deviation());
    return NeuralClassifier.of(
        card.name(),
        () -> new ByteLook(file(ModelCard.FIRST_INT8), ModelCard.FIRST_INT8, scaling, threads),
        () -> new ByteLook(file(ModelCard.SECOND_INT8), ModelCard.SECOND_INT8, scaling, threads),
        new Reliability(card.temperature()));
  }

  /** The same networks before they were quantised, to be compared with. */
  public NeuralClassifier fp32Classifier(int threads) {
    InputScaling scaling = new InputScaling(card.mean(), card.deviation());
    return NeuralClassifier.of(
        card.name() + "-fp32",
        () -> new FloatLook(file(ModelCard.FIRST_FP32), ModelCard.FIRST_FP32, scaling, threads),
        () -> new FloatLook(file(ModelCard.SECOND_FP32), ModelCard.SECOND_FP32, scaling, threads),
        new Reliability(card.temperature()));
  }

  private byte[] file(String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new ModelRefused("found no hash of " + name + " in the card; expected one");
    }
    return bytes;
  }
}
