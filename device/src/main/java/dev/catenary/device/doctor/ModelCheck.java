package dev.catenary.device.doctor;

import dev.catenary.inference.model.RulesClassifier;
import java.util.List;

/** Whether what labels the points can be made. */
public final class ModelCheck implements Check {
  @Override
  public List<Diagnosis> look() {
    String name = new RulesClassifier().getClass().getSimpleName();
    return List.of(Diagnosis.good("model", name + ", without a file", "one that loads"));
  }
}
