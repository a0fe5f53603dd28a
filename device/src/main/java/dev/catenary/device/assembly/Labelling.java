package dev.catenary.device.assembly;

import dev.catenary.device.config.CatenaryConfig.ClassificationConfig;
import dev.catenary.inference.ClassifierChoice;
import dev.catenary.inference.PreClassifier;
import dev.catenary.inference.budget.BudgetedClassifier;
import dev.catenary.inference.budget.WorkBudget;
import dev.catenary.inference.model.ModelRefused;
import dev.catenary.inference.rank.ZoneRanker;
import dev.catenary.inference.wire.SurveyMemory;
import dev.catenary.inference.wire.ZoneWires;
import dev.catenary.inference.wire.clearance.ClearanceRules;
import dev.catenary.inference.zone.Classifier;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Classification and ranking of zones: one choice of classifier and one memory of wires for all
 * threads.
 */
final class Labelling {
  private final ClassificationConfig config;
  private final Counters counters;
  private final SurveyMemory memory = new SurveyMemory();
  private final List<Worker> workers = new ArrayList<>();
  private volatile ClassifierChoice choice;
  private volatile ClearanceRules clearance;

  /** Classifier of one thread, and the budget that it keeps when the model is replaced. */
  private record Worker(PreClassifier labels, WorkBudget budget) {}

  Labelling(ClassificationConfig config, ClearanceRules clearance, Counters counters) {
    this.config = config;
    this.clearance = clearance;
    this.counters = counters;
    this.choice = ClassifierChoice.of(config.model(), Path.of(""));
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

  /** Rules that findings are made by. */
  ClearanceRules clearance() {
    return clearance;
  }

  /** Makes findings by other rules from each worker's next zone on. */
  synchronized void replace(ClearanceRules next) {
    for (Worker worker : workers) {
      worker.labels().replace(new ZoneWires(next, memory));
    }
    Logger.info(
        "findings are made by \"{}\", no longer \"{}\"", next.version(), clearance.version());
    clearance = next;
  }

  /** For one thread, with a budget of its own. */
  synchronized PreClassifier preClassifier(WorkBudget budget) {
    PreClassifier labels =
        new PreClassifier(
            classifier(choice, budget), new ZoneWires(clearance, memory), new ZoneRanker());
    workers.add(new Worker(labels, budget));
    return labels;
  }

  private Classifier classifier(ClassifierChoice of, WorkBudget budget) {
    return new BudgetedClassifier(of.classifier(config.modelThreads()), budget, counters);
  }

  /**
   * Labels otherwise from each worker's next zone on. All that is new is open before anything old
   * goes.
   *
   * @param model as in the configuration, {@code classification.model}
   * @return why it was refused, and all stays as it was; null when it labels
   */
  synchronized @Nullable String replace(String model) {
    ClassifierChoice next = ClassifierChoice.of(model, Path.of(""));
    String refusal = next.refusal();
    List<Classifier> opened = new ArrayList<>();
    if (refusal == null) {
      try {
        for (Worker worker : workers) {
          opened.add(classifier(next, worker.budget()));
        }
      } catch (ModelRefused e) {
        opened.forEach(Classifier::close);
        refusal = "model \"" + model + "\" refused: " + e.getMessage();
      }
    }
    if (refusal != null) {
      counters.increment(DeviceCounter.MODELS_REFUSED);
      Logger.warn("{}; {} labels on", refusal, choice.labelledBy());
      return refusal;
    }
    for (int worker = 0; worker < workers.size(); worker++) {
      workers.get(worker).labels().replace(opened.get(worker));
    }
    Logger.info("zones are labelled by {}, no longer {}", next.labelledBy(), choice.labelledBy());
    choice = next;
    return null;
  }
}
