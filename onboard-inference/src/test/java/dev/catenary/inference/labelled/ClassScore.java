package dev.catenary.inference.labelled;

import dev.catenary.inference.model.Classifier;
import dev.catenary.proto.zone.Zone;
import java.util.Locale;

/** How often labels agree with a reference: a confusion matrix and what follows from it. */
public final class ClassScore {
  private static final int CLASSES = TrueClass.UNKNOWN.ordinal();

  private final long[][] byTruthAndLabel = new long[CLASSES][CLASSES];

  /** Classifies all zones of a cloud and compares. */
  public static ClassScore of(Classifier classifier, LabelledCloud cloud) {
    ClassScore score = new ClassScore();
    for (LabelledZone labelled : cloud.zones()) {
      classifier.classify(labelled.zone());
      score.add(labelled.zone(), labelled.truth());
    }
    return score;
  }

  private void add(Zone zone, TrueClass[] truth) {
    for (int i = 0; i < zone.size; i++) {
      if (truth[i] != TrueClass.UNKNOWN) {
        byTruthAndLabel[truth[i].ordinal()][TrueClass.ofLabel(zone.label[i]).ordinal()]++;
      }
    }
  }

  public long inTruth(TrueClass wanted) {
    long sum = 0;
    for (int label = 0; label < CLASSES; label++) {
      sum += byTruthAndLabel[wanted.ordinal()][label];
    }
    return sum;
  }

  public long labelled(TrueClass wanted) {
    long sum = 0;
    for (int truth = 0; truth < CLASSES; truth++) {
      sum += byTruthAndLabel[truth][wanted.ordinal()];
    }
    return sum;
  }

  /** Of the points so labelled, the share that are; not a number when none is. */
  public double precision(TrueClass wanted) {
    return (double) hits(wanted) / labelled(wanted);
  }

  /** Of the points of the class, the share so labelled; not a number when there is none. */
  public double recall(TrueClass wanted) {
    return (double) hits(wanted) / inTruth(wanted);
  }

  /** The mean of the recalls of the classes that the reference has. */
  public double meanRecall() {
    double sum = 0;
    int present = 0;
    for (int truth = 0; truth < CLASSES; truth++) {
      TrueClass wanted = TrueClass.values()[truth];
      if (inTruth(wanted) > 0) {
        sum += recall(wanted);
        present++;
      }
    }
    return sum / present;
  }

  private long hits(TrueClass wanted) {
    return byTruthAndLabel[wanted.ordinal()][wanted.ordinal()];
  }

  /** A table for people: precision, recall, and the row of the confusion matrix. */
  public String table() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%-11s %9s %9s | labelled as conductor, pole, vegetation, building, other%n",
            "class",
            "precision",
            "recall"));
    for (int truth = 0; truth < CLASSES; truth++) {
      TrueClass wanted = TrueClass.values()[truth];
      text.append(
          String.format(
              Locale.ROOT,
              "%-11s %9.4f %9.4f |",
              wanted.name().toLowerCase(Locale.ROOT),
              precision(wanted),
              recall(wanted)));
      for (int label = 0; label < CLASSES; label++) {
        text.append(String.format(Locale.ROOT, " %8d", byTruthAndLabel[truth][label]));
      }
      text.append(System.lineSeparator());
    }
    text.append(String.format(Locale.ROOT, "mean recall %.4f%n", meanRecall()));
    return text.toString();
  }
}
