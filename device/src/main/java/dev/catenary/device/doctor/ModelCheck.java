package dev.catenary.device.doctor;

import dev.catenary.inference.ClassifierChoice;
import java.nio.file.Path;
import java.util.List;

/** Check of the configured model: it may run. */
public final class ModelCheck implements Check {
  private final String asked;

  /**
   * @param asked as in the configuration, {@code classification.model}
   */
  public ModelCheck(String asked) {
    this.asked = asked;
  }

  @Override
  public List<Diagnosis> look() {
    ClassifierChoice choice = ClassifierChoice.of(asked, Path.of(""));
    String refusal = choice.refusal();
    return List.of(
        refusal == null
            ? Diagnosis.good("model", choice.labelledBy(), "one that loads")
            : Diagnosis.doubtful(
                "model",
                refusal,
                "a model that may run; the rules label in its place",
                "Install the model that belongs to this software, or set classification.model:"
                    + " shipped."));
  }
}
