package dev.catenary.inference.training.plan;

import dev.catenary.inference.model.NetworkInputs;
import dev.catenary.inference.model.NeuralClassifier;
import dev.catenary.inference.model.NeuralModel;
import dev.catenary.inference.training.augment.Augmentation;
import dev.catenary.inference.training.cloud.CloudPoints;
import dev.catenary.inference.training.cloud.LabelledCloud;
import dev.catenary.inference.training.cloud.TrueClass;
import dev.catenary.inference.training.fit.Calibration;
import dev.catenary.inference.training.fit.Forward;
import dev.catenary.inference.training.fit.Samples;
import dev.catenary.inference.training.fit.ScoredRows;
import dev.catenary.inference.training.sample.Looks;
import dev.catenary.inference.training.score.ClassScore;
import dev.catenary.inference.training.score.Evaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells how good a model is on what it has not seen: the clouds are split in groups, each is scored
 * by a model fitted on all others. Places, never points, are split.
 */
public final class CrossCheck {
  /** Number of rows of each cloud that calibrate the confidence. */
  private static final int ROWS_OF_A_PLACE = 30_000;

  private final TrainingPlan plan;
  private final Path scratch;
  private final @Nullable Path fits;
  private final Consumer<String> progress;

  /**
   * Scores on a place of the model that had not seen it.
   *
   * @param group what was held back together
   */
  public record Unseen(
      String group, String place, boolean simulated, Evaluation int8, Evaluation fp32) {}

  /**
   * Scores of all places.
   *
   * @param calibration that is right for all
   * @param model fitted on all places; null where none was asked for
   */
  public record Result(List<Unseen> places, Calibration calibration, @Nullable FittedModel model) {
    /** All places as one, int8. */
    public ClassScore all() {
      ClassScore all = new ClassScore();
      places.forEach(place -> all.add(place.int8().classes()));
      return all;
    }

    /** Each group as one, int8. */
    public Map<String, ClassScore> byGroup() {
      Map<String, ClassScore> groups = new LinkedHashMap<>();
      for (Unseen place : places) {
        groups.computeIfAbsent(place.group(), none -> new ClassScore()).add(place.int8().classes());
      }
      return groups;
    }

    /** Of real places, where there are some: simulated ones have more points. */
    public double conductorRecall() {
      ClassScore real = new ClassScore();
      places.stream()
          .filter(place -> !place.simulated())
          .forEach(place -> real.add(place.int8().classes()));
      boolean some = real.inTruth(TrueClass.CONDUCTOR) > 0;
      return (some ? real : all()).recall(TrueClass.CONDUCTOR);
    }
  }

  /**
   * A group of places with the model that has not seen them.
   *
   * @param rows of those very places with the model's scores; or, where there are some, of others
   *     that were set aside
   */
  private record Fold(String group, List<LabelledCloud> held, FittedModel model, ScoredRows rows) {}

  /**
   * @param fits file that keeps the fitted networks; null for none
   */
  public CrossCheck(
      TrainingPlan plan, Path scratch, @Nullable Path fits, Consumer<String> progress) {
    this.plan = plan;
    this.fits = fits;
    this.scratch = scratch;
    this.progress = progress;
  }

  /**
   * Fits a model without each group and scores the group by it.
   *
   * @param andAll whether a model is fitted on all places, too
   */
  public Result run(List<LabelledCloud> clouds, Split split, boolean andAll) throws IOException {
    Map<String, List<LabelledCloud>> groups = split.groups(clouds);
    if (groups.size() < 2) {
      throw new IOException("found one place; expected two or more, to test on what is unseen");
    }
    List<List<LabelledCloud>> sets = new ArrayList<>();
    List<List<LabelledCloud>> asides = new ArrayList<>();
    for (List<LabelledCloud> held : groups.values()) {
      List<LabelledCloud> others = clouds.stream().filter(cloud -> !held.contains(cloud)).toList();
      List<LabelledCloud> aside = split.setAside(others);
      asides.add(aside);
      sets.add(others.stream().filter(cloud -> !aside.contains(cloud)).toList());
      progress.accept("cross check: a model is fitted without " + names(held));
    }
    if (andAll) {
      sets.add(clouds);
    }
    KeptFits kept = new KeptFits(fits, plan, sets);
    List<FittedModel> models = kept.read();
    if (models == null) {
      models = new ModelFit(plan, progress).fitEach(sets);
      kept.write(models);
    }
    List<Fold> folds = new ArrayList<>();
    for (Map.Entry<String, List<LabelledCloud>> group : groups.entrySet()) {
      FittedModel model = models.get(folds.size());
      List<LabelledCloud> aside = asides.get(folds.size());
      List<LabelledCloud> held = group.getValue();
      folds.add(
          new Fold(group.getKey(), held, model, scored(model, aside.isEmpty() ? held : aside)));
    }
    List<Unseen> unseen = new ArrayList<>();
    for (Fold fold : folds) {
      // A fold's own rows are the truth it is scored by, so it is set right by the others'.
      List<Fold> by =
          split.setsAside()
              ? List.of(fold)
              : folds.stream().filter(other -> !other.group().equals(fold.group())).toList();
      unseen.addAll(score(fold, calibration(by)));
    }
    return new Result(List.copyOf(unseen), calibration(folds), andAll ? models.getLast() : null);
  }

  /** Rows of all places together: what is met at one of them only is not outvoted. */
  private Calibration calibration(List<Fold> folds) {
    double[] shares = new double[TrueClass.COUNT];
    Arrays.fill(shares, 1);
    shares[TrueClass.CONDUCTOR.ordinal()] = plan.conductorsBack();
    shares[TrueClass.POLE.ordinal()] = plan.polesBack();
    Calibration found =
        Calibration.fit(ScoredRows.together(folds.stream().map(Fold::rows).toList()), shares);
    progress.accept("calibration: " + found.describe());
    return found;
  }

  private ScoredRows scored(FittedModel model, List<LabelledCloud> places) {
    Samples rows = new Samples(NetworkInputs.COLUMNS);
    Looks looks = new Looks();
    List<Forward> first = List.of(new Forward(model.first()));
    for (LabelledCloud cloud : places) {
      Samples all = new Samples(NetworkInputs.COLUMNS);
      looks.gather(part(cloud).zones(), first, all);
      rows.addSome(all, ROWS_OF_A_PLACE, new Random(plan.seed()));
    }
    return ScoredRows.of(rows, model.second());
  }

  /** The cloud, or a part of it that is large enough. */
  private CloudPoints part(LabelledCloud cloud) {
    return new Augmentation(plan.seed()).asIs(cloud.points());
  }

  private List<Unseen> score(Fold fold, Calibration calibration) throws IOException {
    List<Unseen> scored = new ArrayList<>();
    Path folder = scratch.resolve("without-" + fold.group().replace(' ', '-'));
    new ModelFolder(folder).write(fold.model().calibrated(calibration), 1, 0, Map.of());
    NeuralModel opened = NeuralModel.open(folder);
    try (NeuralClassifier int8 = opened.classifier(1);
        NeuralClassifier fp32 = opened.fp32Classifier(1)) {
      for (LabelledCloud cloud : fold.held()) {
        CloudPoints points = cloud.simulated() ? part(cloud) : cloud.points();
        Unseen found =
            new Unseen(
                fold.group(),
                cloud.name(),
                cloud.simulated(),
                Evaluation.of(int8, points),
                Evaluation.of(fp32, points));
        scored.add(found);
        progress.accept("unseen place " + cloud.name() + "\n" + found.int8().classes().table());
      }
    }
    return scored;
  }

  private static String names(List<LabelledCloud> clouds) {
    return String.join(", ", clouds.stream().map(LabelledCloud::name).toList());
  }
}
