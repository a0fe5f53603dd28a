package dev.catenary.inference.training;

import dev.catenary.inference.model.NeuralClassifier;
import dev.catenary.inference.model.NeuralModel;
import dev.catenary.inference.rules.RulesClassifier;
import dev.catenary.inference.training.cloud.LabelledCloud;
import dev.catenary.inference.training.score.Evaluation;
import dev.catenary.inference.training.score.Figures;
import dev.catenary.inference.training.score.Json;
import dev.catenary.inference.training.score.Speed;
import dev.catenary.inference.training.score.WithWires;
import dev.catenary.inference.voxel.WideZone;
import dev.catenary.inference.voxel.ZoneFeatures;
import dev.catenary.inference.zone.Classifier;
import dev.catenary.proto.zone.Zone;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            + " the rules, each also after the wires were fitted, points a second. Points of class 1"
            + " are left out.")
final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "FOLDER",
      description = "Folder of the model. Default: the model that came with the software.")
  private @Nullable Path model;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes all figures to this JSON file as well.")
  private @Nullable Path json;

  @Option(
      names = "--threads",
      defaultValue = "1",
      description = "Number of threads of ONNX Runtime. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--speed",
      description =
          "Measures points a second alone: features, rules and int8, on one thread and two.")
  private boolean speed;

  @Parameters(
      arity = "1..*",
      paramLabel = "DATA",
      description = "LAS or LAZ files with true classes, or folders of them.")
  private List<Path> data = List.of();

  @Mixin private CloudIntake intake;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter print = spec.commandLine().getOut();
    NeuralModel opened = model == null ? NeuralModel.shipped() : NeuralModel.open(model);
    List<Path> files = CloudIntake.files(data);
    if (speed) {
      for (Path file : files) {
        LabelledCloud cloud = intake.read(file);
        if (cloud != null) {
          time(print, opened, cloud);
        }
      }
      intake.end(files.size());
      return 0;
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("model", opened.card().name());
    Map<String, Object> clouds = new LinkedHashMap<>();
    report.put("clouds", clouds);
    try (NeuralClassifier int8 = opened.classifier(threads);
        NeuralClassifier fp32 = opened.fp32Classifier(threads)) {
      for (Path file : files) {
        LabelledCloud cloud = intake.read(file);
        if (cloud == null) {
          continue;
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        RulesClassifier rules = new RulesClassifier();
        for (Classifier classifier :
            List.of(int8, fp32, new WithWires(int8), rules, new WithWires(rules))) {
          // Once before, so that the time is that of warm code.
          Evaluation.of(classifier, cloud.points());
          Evaluation found = Evaluation.of(classifier, cloud.points());
          print(print, cloud, classifier, found);
          figures.put(classifier.name(), Figures.of(found));
        }
        clouds.put(cloud.name(), figures);
      }
    }
    if (!intake.refused().isEmpty()) {
      report.put("refused", intake.refused());
    }
    if (json != null) {
      Files.writeString(json, new Json().write(report));
    }
    intake.end(files.size());
    intake
        .refused()
        .forEach(refusal -> spec.commandLine().getErr().println("left out: " + refusal));
    return 0;
  }

  private static void time(PrintWriter print, NeuralModel model, LabelledCloud cloud)
      throws IOException, InterruptedException {
    Speed speed = new Speed(cloud.points().zones());
    try (NeuralClassifier one = model.classifier(1);
        NeuralClassifier other = model.classifier(1)) {
      time(print, cloud, speed, "features", features(), features());
      time(
          print,
          cloud,
          speed,
          "features and rules",
          new RulesClassifier()::classify,
          new RulesClassifier()::classify);
      time(print, cloud, speed, "features and int8", one::classify, other::classify);
    }
  }

  /** As the networks have them: margin and all. */
  private static Consumer<Zone> features() {
    WideZone wide = new WideZone();
    ZoneFeatures features = new ZoneFeatures();
    return zone -> features.fill(wide.of(zone));
  }

  private static void time(
      PrintWriter print,
      LabelledCloud cloud,
      Speed speed,
      String what,
      Consumer<Zone> one,
      Consumer<Zone> other)
      throws IOException, InterruptedException {
    print.printf(
        Locale.ROOT,
        "%-34s %-18s one thread %6.2f, two %6.2f million points/s%n",
        cloud.name(),
        what,
        speed.pointsPerSecond(List.of(one)) / 1e6,
        speed.pointsPerSecond(List.of(one, other)) / 1e6);
    print.flush();
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
