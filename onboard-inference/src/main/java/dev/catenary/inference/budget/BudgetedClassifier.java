package dev.catenary.inference.budget;

import dev.catenary.inference.rules.RulesClassifier;
import dev.catenary.inference.zone.Classifier;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.zone.Zone;

/**
 * Labels by a model as long as there is time for it. When zones pile up, low-value work is given up
 * first; each zone that got less is counted, and its manifest names what has labelled it.
 */
public final class BudgetedClassifier implements Classifier {
  private final Classifier model;
  private final WorkBudget budget;
  private final Counters counters;
  private final RulesClassifier rules = new RulesClassifier();
  private final LowZoneClassifier low = new LowZoneClassifier();

  public BudgetedClassifier(Classifier model, WorkBudget budget, Counters counters) {
    this.model = model;
    this.budget = budget;
    this.counters = counters;
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public void classify(Zone zone) {
    Effort effort = budget.effort();
    if (effort != Effort.FULL && low.isLow(zone)) {
      low.classify(zone);
      counters.increment(DeviceCounter.ZONES_CLASSIFIED_BY_HEIGHT);
    } else if (effort == Effort.RULES_ONLY) {
      rules.classify(zone);
      counters.increment(DeviceCounter.ZONES_CLASSIFIED_BY_RULES);
    } else {
      model.classify(zone);
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
