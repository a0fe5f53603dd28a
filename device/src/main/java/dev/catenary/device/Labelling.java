package dev.catenary.device;

import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.inference.ClassifierChoice;
import dev.catenary.inference.PreClassifier;
import dev.catenary.inference.budget.BudgetedClassifier;
import dev.catenary.inference.budget.WorkBudget;
import dev.catenary.inference.rank.ZoneRanker;
import dev.catenary.inference.wire.SurveyMemory;
import dev.catenary.inference.wire.ZoneWires;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.nio.file.Path;
import org.tinylog.Logger;

/** What labels and ranks the zones: one choice of classifier and one memory of wires for all. */
final class Labelling {
  private final CatenaryConfig config;
  private final Counters counters;
  private final ClassifierChoice choice;
  private final SurveyMemory memory = new SurveyMemory();

  Labelling(CatenaryConfig config, Counters counters) {
    this.config = config;
    this.counters = counters;
    this.choice = ClassifierChoice.of(config.classification().model(), Path.of(""));
    String refusal = choice.refusal();
    if (refusal != null) {
      counters.increment(DeviceCounter.MODELS_REFUSED);
      Logger.warn("{}; the rules label", refusal);
    } else {
      Logger.info("zones are labelled by {}", choice.labelledBy());
    }
  }

  ClassifierChoice choice() {
    return choice;
  }

  /** For one thread, with a budget of its own. */
  PreClassifier preClassifier(WorkBudget budget) {
    return new PreClassifier(
        new BudgetedClassifier(
            choice.classifier(config.classification().modelThreads()), budget, counters),
        new ZoneWires(config.clearance(), memory),
        new ZoneRanker());
  }
}
