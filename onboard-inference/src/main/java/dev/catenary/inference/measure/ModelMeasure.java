package dev.catenary.inference.measure;

import dev.catenary.inference.zone.Classifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Counts how a classifier labels zones whose truth is known, and holds that to the bars. */
public final class ModelMeasure {
  private static final double PERMILLE = 1e3;

  private final long[][] byTruthAndLabel =
      new long[ScoredClass.values().length][ScoredClass.values().length];

  private ModelMeasure() {}

  /** Labels all zones of a set; their labels are those of the classifier when this returns. */
  public static ModelMeasure of(Classifier classifier, ZoneSet set) {
    ModelMeasure measure = new ModelMeasure();
    for (TrueZone zone : set.zones()) {
      classifier.classify(zone.zone());
      measure.count(zone);
    }
    return measure;
  }

  private void count(TrueZone zone) {
    for (int i = 0; i < zone.zone().size; i++) {
      Optional<ScoredClass> truth = ScoredClass.ofCode(zone.truth()[i]);
      if (truth.isPresent()) {
        byTruthAndLabel[truth.get().ordinal()][
            ScoredClass.ofLabel(zone.zone().label[i]).ordinal()]++;
      }
    }
  }

  /** Of the points of a class, the share so labelled; 1 when there is none. */
  public double recall(ScoredClass of) {
    long all = 0;
    for (long points : byTruthAndLabel[of.ordinal()]) {
      all += points;
    }
    return share(of, all);
  }

  /** Of the points so labelled, the share that are of the class; 1 when there is none. */
  public double precision(ScoredClass of) {
    long all = 0;
    for (long[] truth : byTruthAndLabel) {
      all += truth[of.ordinal()];
    }
    return share(of, all);
  }

  private double share(ScoredClass of, long all) {
    return all == 0 ? 1 : (double) byTruthAndLabel[of.ordinal()][of.ordinal()] / all;
  }

  /** Bars that were missed, in words; none where all are reached. */
  public List<String> below(List<Bar> bars) {
    List<String> missed = new ArrayList<>();
    for (Bar bar : bars) {
      compare("recall", bar.of(), recall(bar.of()), bar.recallPermille(), missed);
      compare("precision", bar.of(), precision(bar.of()), bar.precisionPermille(), missed);
    }
    return missed;
  }

  private static void compare(
      String what, ScoredClass of, double found, int permille, List<String> missed) {
    if (found * PERMILLE < permille) {
      missed.add(
          String.format(
              Locale.ROOT,
              "%s of %s %.3f, expected %.3f at least",
              what,
              of.word(),
              found,
              permille / PERMILLE));
    }
  }
}
