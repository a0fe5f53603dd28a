package dev.catenary.inference.training;

import dev.catenary.inference.model.NeuralModel;
import dev.catenary.inference.training.cloud.LabelledCloud;
import dev.catenary.inference.training.plan.CrossCheck;
import dev.catenary.inference.training.plan.FittedModel;
import dev.catenary.inference.training.plan.ModelAbout;
import dev.catenary.inference.training.plan.ModelFolder;
import dev.catenary.inference.training.plan.SimulatedScenes;
import dev.catenary.inference.training.plan.Split;
import dev.catenary.inference.training.plan.TrainingClouds;
import dev.catenary.inference.training.plan.TrainingPlan;
import dev.catenary.inference.training.score.Figures;
import dev.catenary.inference.training.score.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fits the model and writes its folder, with its card. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description =
        "Fit the onboard model on labelled clouds: cross check on unseen places, fit on all,"
            + " quantise, write ONNX and the model card.")
final class TrainCommand implements Callable<Integer> {
  private static final String NO_DATA =
      """
      Found no labelled clouds; expected DATA: LAS or LAZ files, or folders of them, with ASPRS \
      classes (2 ground, 3 to 5 vegetation, 6 building, 14 conductor, 15 tower) in metres or feet. \
      National surveys give such clouds as open data: AHN (Netherlands), IGN LiDAR HD (France), \
      USGS 3DEP (United States). Power lines are labelled in few of them: look for class 14. \
      Excerpts to try with stand in testdata/surveys of the source tree; docs/model.md lists what \
      the shipped model was trained on.""";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "DATA",
      description = "LAS or LAZ files with true classes, or folders of them; at least one.")
  private List<Path> data = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder that the model's files go to.")
  private Path out;

  @Option(
      names = "--scenes",
      defaultValue = "data/training-scenes",
      paramLabel = "FOLDER",
      description =
          "Folder of simulated clouds, which the simulator makes when they are not there. Default: ${DEFAULT-VALUE}.")
  private Path scenes;

  @Option(names = "--no-scenes", description = "Trains on the real places alone.")
  private boolean withoutScenes;

  @Option(
      names = "--hold-back",
      paramLabel = "WHAT",
      description =
          "Fits no model to keep, but scores the clouds of each sensor, or of each kind of scene, by a model fitted on all others, and writes the figures to FOLDER: sensor or scene.")
  private @Nullable Split holdBack;

  @Option(
      names = "--recall-floor",
      defaultValue = "0.95",
      paramLabel = "SHARE",
      description =
          "Share of the conductors' points of unseen places that the service demands; below it the model is refused. Default: ${DEFAULT-VALUE}.")
  private double recallFloor;

  @Option(
      names = "--fits",
      paramLabel = "FILE",
      description =
          "Keeps the fitted networks in FILE; where it is there, of the same clouds and plan, they"
              + " are taken from it, set right and scored anew.")
  private @Nullable Path fitsFile;

  @Option(
      names = "--quick",
      description =
          "Takes seconds instead of minutes and makes a poor model: shows that all works.")
  private boolean quick;

  @Mixin private CloudIntake intake;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (data.isEmpty()) {
      throw new ParameterException(spec.commandLine(), NO_DATA);
    }
    PrintWriter print = spec.commandLine().getOut();
    Consumer<String> lines =
        line -> {
          print.println(line);
          print.flush();
        };
    FitClock reading = new FitClock(0, System::nanoTime, lines);
    Files.createDirectories(out);
    List<Path> paths = new ArrayList<>(data);
    // Before the scenes are simulated: a name that is wrong is told at once.
    CloudIntake.files(paths);
    if (!withoutScenes) {
      Path home = Path.of(System.getProperty("catenary.home", "."));
      new SimulatedScenes(home, reading).make(scenes);
      paths.add(scenes);
    }
    List<Path> files = new TrainingClouds(reading).of(CloudIntake.files(paths));
    List<LabelledCloud> clouds = intake.readAll(files);
    intake.end(files.size());
    intake.refused().forEach(refusal -> reading.accept("left out: " + refusal));
    clouds.forEach(
        cloud ->
            reading.accept(String.format("%s: %,d points", cloud.file(), cloud.points().size)));
    TrainingPlan plan = quick ? TrainingPlan.QUICK : TrainingPlan.SHIPPED;
    Split split = holdBack == null ? Split.THIRDS : holdBack;
    int fits = split.count(clouds) + (holdBack == null ? 1 : 0);
    FitClock progress = new FitClock(plan.epochsOf(fits), System::nanoTime, lines);
    Path scratch = Files.createTempDirectory("catenary-train");
    CrossCheck.Result check =
        new CrossCheck(plan, scratch, fitsFile, progress).run(clouds, split, holdBack == null);
    FittedModel model = check.model();
    if (holdBack != null || model == null) {
      writeFigures(check, split, progress);
      return 0;
    }
    new ModelFolder(out)
        .write(
            model.calibrated(check.calibration()),
            check.conductorRecall(),
            recallFloor,
            ModelAbout.of(clouds, check, plan));
    progress.accept(
        "wrote "
            + NeuralModel.open(out).card().name()
            + " to "
            + out
            + "\nall unseen places\n"
            + check.all().table());
    return 0;
  }

  private void writeFigures(CrossCheck.Result check, Split split, Consumer<String> progress)
      throws IOException {
    Map<String, Object> groups = new LinkedHashMap<>();
    check
        .byGroup()
        .forEach(
            (group, score) -> {
              progress.accept("unseen " + group + "\n" + score.table());
              groups.put(group, Figures.of(score));
            });
    String name = "without-each-" + split.name().toLowerCase(Locale.ROOT) + ".json";
    Files.createDirectories(out);
    Files.writeString(out.resolve(name), new Json().write(groups));
  }
}
