package dev.catenary.inference.model;

import dev.catenary.inference.ClassifierChoice;
import dev.catenary.inference.zone.Classifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java of its own that asks twice for the shipped model: a runtime is loaded once or never. */
final class ChoosingProcess {
  private ChoosingProcess() {}

  /** Output of the process, line by line, run with one more option for Java. */
  static List<String> lines(String option) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                option,
                "-cp",
                System.getProperty("java.class.path"),
                ChoosingProcess.class.getName())
            .redirectErrorStream(true)
            .start();
    List<String> lines = new ArrayList<>(process.inputReader().readAllLines());
    lines.add("ended with " + process.waitFor());
    return lines;
  }

  public static void main(String[] arguments) {
    for (int i = 0; i < 2; i++) {
      ClassifierChoice choice = ClassifierChoice.of(ClassifierChoice.SHIPPED, Path.of(""));
      try (Classifier classifier = choice.classifier(1)) {
        System.out.println(classifier.name() + ", " + choice.refusal());
      }
    }
  }
}
