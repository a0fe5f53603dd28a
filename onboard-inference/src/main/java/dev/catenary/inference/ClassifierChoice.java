package dev.catenary.inference;

import dev.catenary.inference.model.ModelRefused;
import dev.catenary.inference.model.NeuralModel;
import dev.catenary.inference.rules.RulesClassifier;
import dev.catenary.inference.zone.Classifier;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Choice of classifier: a model, or the rules, asked for or because the model was refused.
 * Immutable.
 */
public final class ClassifierChoice {
  /** Asks for the rules. */
  public static final String RULES = "rules";

  /** Asks for the model that came with the software. */
  public static final String SHIPPED = "shipped";

  private final @Nullable NeuralModel model;
  private final @Nullable String refusal;

  private ClassifierChoice(@Nullable NeuralModel model, @Nullable String refusal) {
    this.model = model;
    this.refusal = refusal;
  }

  /**
   * Opens what is asked for; a model that must not run or cannot be read gives the rules, and the
   * reason stands in {@link #refusal}.
   *
   * @param asked {@link #RULES}, {@link #SHIPPED} or a model's folder
   * @param base folder that a relative one is taken from
   */
  public static ClassifierChoice of(String asked, Path base) {
    if (asked.equals(RULES)) {
      return new ClassifierChoice(null, null);
    }
    try {
      return new ClassifierChoice(
          asked.equals(SHIPPED) ? NeuralModel.shipped() : NeuralModel.open(base.resolve(asked)),
          null);
    } catch (ModelRefused | IOException | InvalidPathException e) {
      return new ClassifierChoice(null, "model \"" + asked + "\" refused: " + e.getMessage());
    }
  }

  /** A classifier for one thread of ours and so many of the model's runtime. */
  public Classifier classifier(int threads) {
    NeuralModel open = model;
    return open == null ? new RulesClassifier() : open.classifier(threads);
  }

  /** Name of what labels, as it stands in the manifests. */
  public String labelledBy() {
    NeuralModel open = model;
    return open == null ? new RulesClassifier().name() : open.card().name();
  }

  /** Why the rules label though a model was asked for; null when all is as asked. */
  public @Nullable String refusal() {
    return refusal;
  }
}
