package dev.catenary.inference.training;

import dev.catenary.inference.model.Classifier;
import dev.catenary.inference.model.RulesClassifier;
import dev.catenary.inference.network.NeuralClassifier;
import dev.catenary.inference.network.NeuralModel;
import dev.catenary.inference.training.cloud.LabelledCloud;
import dev.catenary.inference.training.score.Evaluation;
import dev.catenary.inference.training.score.Figures;
import dev.catenary.inference.training.score.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Scores a model, its fp32 networks and the rules on labelled clouds. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description =
        "Score a model on labelled clouds: precision, recall and IoU of each class, mean class"
            + " accuracy, confusion matrix, reliability of the confidence, int8 beside fp32 and"
            + " the rules, points a second. Points of class 1 are left out.")
final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "FOLDER",
      description = "The model's folder; default: the model that came with the software.")
  private @Nullable Path model;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write all figures as JSON.")
  private @Nullable Path json;

  @Option(names = "--threads", defaultValue = "1", description = "Of ONNX Runtime; default 1.")
  private int threads;

  @Parameters(
      arity = "1..*",
      paramLabel = "DATA",
      description = "LAS or LAZ files with true classes, or folders of them.")
  private List<Path> data = List.of();

  @Override
  public Integer call() throws IOException {
    PrintWriter print = spec.commandLine().getOut();
    NeuralModel opened = model == null ? NeuralModel.shipped() : NeuralModel.open(model);
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("model", opened.card().name());
    Map<String, Object> clouds = new LinkedHashMap<>();
    report.put("clouds", clouds);
    try (NeuralClassifier int8 = opened.classifier(threads);
        NeuralClassifier fp32 = opened.fp32Classifier(threads)) {
      for (Path path : data) {
        for (Path file : LabelledCloud.filesAt(path)) {
          LabelledCloud cloud = LabelledCloud.read(file);
          Map<String, Object> figures = new LinkedHashMap<>();
          for (Classifier classifier : List.of(int8, fp32, new RulesClassifier())) {
            // Once before, so that the time is that of warm code.
            Evaluation.of(classifier, cloud.points());
            Evaluation found = Evaluation.of(classifier, cloud.points());
            print(print, cloud, classifier, found);
            figures.put(classifier.name(), Figures.of(found));
          }
          clouds.put(cloud.name(), figures);
        }
      }
    }
    if (json != null) {
      Files.writeString(json, new Json().write(report));
    }
    return 0;
  }

  private static void print(
      PrintWriter print, LabelledCloud cloud, Classifier classifier, Evaluation found) {
    print.printf(
        Locale.ROOT,
        "%s by %s: %,d points, %.2f million points/s (%.2f for each second of one core)%n%s",
        cloud.name(),
        classifier.name(),
        found.points(),
        found.pointsPerSecond() / 1e6,
        found.pointsPerProcessorSecond() / 1e6,
        found.classes().table());
    if (classifier instanceof NeuralClassifier) {
      print.print(found.reliability().table());
    }
    print.println();
    print.flush();
  }
}
