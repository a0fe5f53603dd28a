package dev.catenary.inference.labelled;

import dev.catenary.inference.model.RulesClassifier;

/** Prints how well the rules do on each labelled cloud. Run by hand; no test. */
public final class RulesScore {
  private RulesScore() {}

  public static void main(String[] arguments) {
    RulesClassifier classifier = new RulesClassifier();
    for (LabelledCloud.LabelledFile file : LabelledCloud.ALL) {
      LabelledCloud cloud = LabelledCloud.read(file);
      System.out.printf(
          "%s: %d points in %d zones%n", cloud.name(), cloud.points(), cloud.zones().size());
      System.out.println(ClassScore.of(classifier, cloud).table());
    }
  }
}
