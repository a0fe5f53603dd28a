package dev.catenary.inference.training.score;

import dev.catenary.inference.training.cloud.TrueClass;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import java.util.Locale;

/** Agreement of labels with a reference: a confusion matrix and what follows from it. */
public final class ClassScore {
  private static final int CLASSES = TrueClass.COUNT;

  private static final byte[] CLASS_OF_CODE = classOfCode();

  private final long[][] byTruthAndLabel = new long[CLASSES][CLASSES];

  private static byte[] classOfCode() {
    byte[] classes = new byte[256];
    for (ClassLabel label : ClassLabel.values()) {
      TrueClass kind =
          switch (label) {
            case CONDUCTOR -> TrueClass.CONDUCTOR;
            case TOWER -> TrueClass.POLE;
            case VEGETATION -> TrueClass.VEGETATION;
            case BUILDING -> TrueClass.BUILDING;
            case GROUND, UNCLASSIFIED -> TrueClass.OTHER;
          };
      classes[label.lasCode()] = (byte) kind.ordinal();
    }
    return classes;
  }

  /** The class of a point's label. */
  static int classOf(byte lasCode) {
    return CLASS_OF_CODE[lasCode & 0xFF];
  }

  /** Counts a labelled zone against its truth. */
  public void add(Zone zone, byte[] truth) {
    for (int i = 0; i < zone.size; i++) {
      if (truth[i] < CLASSES) {
        byTruthAndLabel[truth[i]][classOf(zone.label[i])]++;
      }
    }
  }

  public void add(ClassScore other) {
    for (int truth = 0; truth < CLASSES; truth++) {
      for (int label = 0; label < CLASSES; label++) {
        byTruthAndLabel[truth][label] += other.byTruthAndLabel[truth][label];
      }
    }
  }

  public long points(TrueClass truth, TrueClass label) {
    return byTruthAndLabel[truth.ordinal()][label.ordinal()];
  }

  public long inTruth(TrueClass wanted) {
    long sum = 0;
    for (long points : byTruthAndLabel[wanted.ordinal()]) {
      sum += points;
    }
    return sum;
  }

  public long labelled(TrueClass wanted) {
    long sum = 0;
    for (long[] row : byTruthAndLabel) {
      sum += row[wanted.ordinal()];
    }
    return sum;
  }

  /** Of the points so labelled, the share that are; not a number when none is. */
  public double precision(TrueClass wanted) {
    return (double) points(wanted, wanted) / labelled(wanted);
  }

  /** Of the points of the class, the share so labelled; not a number when there is none. */
  public double recall(TrueClass wanted) {
    return (double) points(wanted, wanted) / inTruth(wanted);
  }

  /** Points of the class so labelled, of all that are either. */
  public double intersectionOverUnion(TrueClass wanted) {
    long both = points(wanted, wanted);
    return (double) both / (inTruth(wanted) + labelled(wanted) - both);
  }

  /** The mean of the recalls of the classes that the reference has. */
  public double meanClassAccuracy() {
    double sum = 0;
    int present = 0;
    for (int truth = 0; truth < CLASSES; truth++) {
      TrueClass wanted = TrueClass.at(truth);
      if (inTruth(wanted) > 0) {
        sum += recall(wanted);
        present++;
      }
    }
    return present == 0 ? Double.NaN : sum / present;
  }

  /** A table for people. */
  public String table() {
    StringBuilder text =
        new StringBuilder(
            """
            true class  precision   recall      IoU | labelled \
            conductor      pole vegetation  building     other
            """);
    for (int truth = 0; truth < CLASSES; truth++) {
      TrueClass wanted = TrueClass.at(truth);
      text.append(
          String.format(
              Locale.ROOT,
              "%-11s %9s %8s %8s |         ",
              wanted.name().toLowerCase(Locale.ROOT),
              share(precision(wanted)),
              share(recall(wanted)),
              share(intersectionOverUnion(wanted))));
      for (int label = 0; label < CLASSES; label++) {
        text.append(String.format(Locale.ROOT, " %9d", byTruthAndLabel[truth][label]));
      }
      text.append(System.lineSeparator());
    }
    return text.append("mean class accuracy ")
        .append(share(meanClassAccuracy()))
        .append(System.lineSeparator())
        .toString();
  }

  private static String share(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }
}
