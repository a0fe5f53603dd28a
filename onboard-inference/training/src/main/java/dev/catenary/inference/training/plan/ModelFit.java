package dev.catenary.inference.training.plan;

import dev.catenary.inference.network.NetworkInputs;
import dev.catenary.inference.training.augment.Augmentation;
import dev.catenary.inference.training.cloud.CloudPoints;
import dev.catenary.inference.training.cloud.LabelledCloud;
import dev.catenary.inference.training.cloud.TrueClass;
import dev.catenary.inference.training.fit.Committee;
import dev.catenary.inference.training.fit.EvenUnits;
import dev.catenary.inference.training.fit.Mlp;
import dev.catenary.inference.training.fit.MlpFit;
import dev.catenary.inference.training.fit.Samples;
import dev.catenary.inference.training.fit.Scaling;
import dev.catenary.inference.training.onnx.ActivationRange;
import dev.catenary.inference.training.sample.ClusterSample;
import dev.catenary.inference.training.sample.Looks;
import dev.catenary.inference.voxel.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Fits both networks on some places. */
public final class ModelFit {
  private static final int BATCH = 1_024;
  private static final float RATE = 3e-3f;

  /**
   * Features that reveal the sensor more than the thing: with them, a survey's kind would be
   * learned.
   */
  private static final int[] UNSEEN = {
    Feature.MULTIPLE_ECHOES.ordinal(), Feature.NOT_LAST_ECHO.ordinal(), Feature.INTENSITY.ordinal()
  };

  /** No row weighs more than so many times its points. */
  private static final double LOUDEST = 8;

  /** Rows a class is brought up or down to by its weight. */
  private static final double EVEN_ROWS = 1e5;

  private final TrainingPlan plan;
  private final Consumer<String> progress;

  public ModelFit(TrainingPlan plan, Consumer<String> progress) {
    this.plan = plan;
    this.progress = progress;
  }

  public FittedModel fit(List<LabelledCloud> places) {
    Samples rows = gather(places, null, plan.seed());
    Scaling featureScaling = Scaling.of(rows).without(UNSEEN);
    Mlp first = fit("first look", rows, featureScaling, plan.firstUnits(), plan.seed());
    first = EvenUnits.of(first, rows, plan.seed());
    float[] firstLargest = ActivationRange.of(first, rows, plan.seed());
    Scaling scaling = null;
    List<Mlp> members = new ArrayList<>();
    for (int member = 0; member < plan.secondMembers(); member++) {
      // Surveys of its own: what is chance in one member's, is not in another's.
      long seed = plan.seed() + member;
      rows = gather(places, first, seed);
      scaling = scaling == null ? featureScaling.andThen(Scaling.of(rows)) : scaling;
      String name = "second look " + (member + 1) + " of " + plan.secondMembers();
      members.add(fit(name, rows, scaling, plan.secondUnits(), seed));
    }
    Mlp second = EvenUnits.of(Committee.of(members), rows, plan.seed());
    return new FittedModel(
        first, second, firstLargest, ActivationRange.of(second, rows, plan.seed()), 1);
  }

  private Mlp fit(String name, Samples rows, Scaling scaling, int[] units, long seed) {
    MlpFit.Plan fit = new MlpFit.Plan(units, plan.epochs(), BATCH, RATE, plan.inputNoise(), seed);
    return new MlpFit(fit, line -> progress.accept(name + ", " + line))
        .fit(rows, scaling, classWeights(rows));
  }

  /** Rows of all surveys of all places; with a first network, with what it found around. */
  private Samples gather(List<LabelledCloud> places, @Nullable Mlp first, long seed) {
    int columns = first == null ? Feature.COUNT : NetworkInputs.COLUMNS;
    Samples kept = new Samples(columns);
    Looks looks = new Looks();
    gather(places.stream().filter(place -> !place.simulated()).toList(), first, seed, looks, kept);
    int real = kept.size;
    gather(places.stream().filter(LabelledCloud::simulated).toList(), first, seed, looks, kept);
    balance(kept, real);
    progress.accept(
        String.format("%,d rows of %d numbers from %d places", kept.size, columns, places.size()));
    return kept;
  }

  private void gather(
      List<LabelledCloud> places, @Nullable Mlp first, long seed, Looks looks, Samples kept) {
    for (LabelledCloud place : places) {
      int surveys = place.simulated() ? plan.simulatedSurveys() : plan.surveys();
      int rowsMax = place.simulated() ? plan.simulatedRowsPerClass() : plan.rowsPerClass();
      for (int survey = 0; survey < surveys; survey++) {
        // Other surveys for the second look, so that the first has not seen their rows.
        long surveySeed = (seed * 31 + place.name().hashCode()) * 1_000 + survey * 2L;
        Augmentation augmentation = new Augmentation(first == null ? surveySeed : surveySeed + 1);
        CloudPoints points =
            survey == 0 ? augmentation.asIs(place.points()) : augmentation.of(place.points());
        Samples all = new Samples(kept.columns);
        looks.gather(points.zones(surveySeed), first, all);
        new ClusterSample(rowsMax, surveySeed).reduce(all, kept);
      }
    }
  }

  /** Real and simulated rows of a class weigh the same, however many there are of each. */
  private static void balance(Samples rows, int real) {
    for (int kind = 0; kind < TrueClass.COUNT; kind++) {
      double ofReal = rows.weight(kind, 0, real);
      double ofSimulated = rows.weight(kind, real, rows.size);
      if (ofReal > 0 && ofSimulated > 0) {
        double even = (ofReal + ofSimulated) / 2;
        rows.weigh(kind, 0, real, Math.min(LOUDEST, even / ofReal));
        rows.weigh(kind, real, rows.size, even / ofSimulated);
      }
    }
  }

  private float[] classWeights(Samples rows) {
    float[] weights = new float[TrueClass.COUNT];
    for (int kind = 0; kind < weights.length; kind++) {
      long count = rows.count(kind);
      weights[kind] = count == 0 ? 0 : (float) Math.pow(EVEN_ROWS / count, plan.evenness());
    }
    return weights;
  }
}
