package dev.catenary.inference.training.score;

import dev.catenary.inference.training.cloud.TrueClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Scores as maps, ready to be written as JSON. */
public final class Figures {
  private Figures() {}

  /** Of one classifier on one cloud. */
  public static Map<String, Object> of(Evaluation evaluation) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("points", evaluation.points());
    figures.put("pointsPerSecond", Math.round(evaluation.pointsPerSecond()));
    figures.put("pointsPerProcessorSecond", Math.round(evaluation.pointsPerProcessorSecond()));
    figures.put("calibrationError", rounded(evaluation.reliability().calibrationError()));
    figures.putAll(of(evaluation.classes()));
    return figures;
  }

  /** Of a confusion matrix. */
  public static Map<String, Object> of(ClassScore score) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("meanClassAccuracy", rounded(score.meanClassAccuracy()));
    Map<String, Object> classes = new LinkedHashMap<>();
    for (int truth = 0; truth < TrueClass.COUNT; truth++) {
      TrueClass kind = TrueClass.at(truth);
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("points", score.inTruth(kind));
      one.put("precision", rounded(score.precision(kind)));
      one.put("recall", rounded(score.recall(kind)));
      one.put("intersectionOverUnion", rounded(score.intersectionOverUnion(kind)));
      one.put("labelled", row(score, kind));
      classes.put(kind.name().toLowerCase(Locale.ROOT), one);
    }
    figures.put("classes", classes);
    return figures;
  }

  private static String row(ClassScore score, TrueClass truth) {
    List<String> cells = new ArrayList<>();
    for (int label = 0; label < TrueClass.COUNT; label++) {
      cells.add(String.valueOf(score.points(truth, TrueClass.at(label))));
    }
    return String.join(" ", cells);
  }

  private static double rounded(double share) {
    return Double.isNaN(share) ? share : Math.round(share * 1e5) / 1e5;
  }
}
