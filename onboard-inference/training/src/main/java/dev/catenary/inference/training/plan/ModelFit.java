package dev.catenary.inference.training.plan;

import dev.catenary.inference.training.cloud.LabelledCloud;
import dev.catenary.inference.training.cloud.TrueClass;
import dev.catenary.inference.training.fit.Committee;
import dev.catenary.inference.training.fit.EvenUnits;
import dev.catenary.inference.training.fit.Mlp;
import dev.catenary.inference.training.fit.MlpFit;
import dev.catenary.inference.training.fit.Samples;
import dev.catenary.inference.training.fit.Scaling;
import dev.catenary.inference.training.onnx.ActivationRange;
import dev.catenary.inference.voxel.Feature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Fits both networks on some places. */
public final class ModelFit {
  private static final int BATCH = 512;
  private static final float RATE = 3e-3f;

  /** Share of the surveys that the first look, which has little to learn, is fitted on. */
  private static final double FIRST_SHARE = 0.5;

  /** Models whose rows are held in memory together. */
  private static final int SETS_AT_ONCE = 4;

  /**
   * Features that reveal the sensor more than the thing: with them, a survey's kind would be
   * learned.
   */
  private static final int[] UNSEEN = {
    Feature.MULTIPLE_ECHOES.ordinal(), Feature.NOT_LAST_ECHO.ordinal(), Feature.INTENSITY.ordinal()
  };

  /** Rows a class is brought up or down to by its weight. */
  private static final double EVEN_ROWS = 1e5;

  private final TrainingPlan plan;
  private final Consumer<String> progress;

  public ModelFit(TrainingPlan plan, Consumer<String> progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /** Fits one model on some places. */
  public FittedModel fit(List<LabelledCloud> places) {
    return fitEach(List.of(places)).getFirst();
  }

  /** Fits a model on each set of places; surveys are made once for all that share a place. */
  public List<FittedModel> fitEach(List<List<LabelledCloud>> sets) {
    List<FittedModel> models = new ArrayList<>();
    for (int from = 0; from < sets.size(); from += SETS_AT_ONCE) {
      models.addAll(fitTogether(sets.subList(from, Math.min(sets.size(), from + SETS_AT_ONCE))));
    }
    return models;
  }

  private List<FittedModel> fitTogether(List<List<LabelledCloud>> lists) {
    List<Set<LabelledCloud>> sets = new ArrayList<>();
    lists.forEach(list -> sets.add(identities(list)));
    List<LabelledCloud> clouds = lists.stream().flatMap(List::stream).distinct().toList();
    Gathering rows = Gathering.of(clouds, List.of(), plan, FIRST_SHARE, plan.seed());
    progress.accept("first looks: " + rows.describe());
    List<Half> halves = new ArrayList<>();
    for (Set<LabelledCloud> set : sets) {
      halves.add(first(rows.features(set)));
    }
    List<Mlp> firsts = halves.stream().map(half -> half.first).toList();
    rows = Gathering.of(clouds, firsts, plan, 1, plan.seed());
    progress.accept("second looks: " + rows.describe());
    for (int model = 0; model < sets.size(); model++) {
      for (int member = 0; member < plan.secondMembers(); member++) {
        // A mixture of surveys of its own: what is chance in one member's, is not in another's.
        Samples own = rows.withContext(sets.get(model), model, member, plan.secondMembers());
        addMember(halves.get(model), own, member, plan.seed() + member);
      }
    }
    return halves.stream().map(Half::whole).toList();
  }

  private static Set<LabelledCloud> identities(List<LabelledCloud> list) {
    Set<LabelledCloud> set = Collections.newSetFromMap(new IdentityHashMap<>());
    set.addAll(list);
    return set;
  }

  private Half first(Samples rows) {
    Scaling scaling = Scaling.of(rows).without(UNSEEN);
    Mlp first = fit("first look", rows, scaling, plan.firstUnits(), plan.seed());
    first = EvenUnits.of(first, rows, plan.seed());
    return new Half(first, ActivationRange.of(first, rows, plan.seed()));
  }

  private void addMember(Half half, Samples rows, int member, long seed) {
    Scaling scaling =
        half.members.isEmpty()
            ? half.first.scaling().andThen(Scaling.of(rows))
            : half.members.getFirst().scaling();
    String name = "second look " + (member + 1) + " of " + plan.secondMembers();
    half.members.add(fit(name, rows, scaling, plan.secondUnits(), seed));
    if (half.members.size() == plan.secondMembers()) {
      half.second = EvenUnits.of(Committee.of(half.members), rows, plan.seed());
      half.secondLargest = ActivationRange.of(half.second, rows, plan.seed());
    }
  }

  /** A model that is not all fitted yet. */
  private static final class Half {
    final Mlp first;
    final float[] firstLargest;
    final List<Mlp> members = new ArrayList<>();
    @Nullable Mlp second;
    float[] secondLargest = new float[0];

    Half(Mlp first, float[] firstLargest) {
      this.first = first;
      this.firstLargest = firstLargest;
    }

    FittedModel whole() {
      return new FittedModel(first, Objects.requireNonNull(second), firstLargest, secondLargest, 1);
    }
  }

  private Mlp fit(String name, Samples rows, Scaling scaling, int[] units, long seed) {
    MlpFit.Plan fit = new MlpFit.Plan(units, plan.epochs(), BATCH, RATE, plan.inputNoise(), seed);
    return new MlpFit(fit, line -> progress.accept(name + ", " + line))
        .fit(rows, scaling, classWeights(rows));
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
