package dev.catenary.inference.training.plan;

import dev.catenary.inference.model.ContextPool;
import dev.catenary.inference.training.augment.Augmentation;
import dev.catenary.inference.training.cloud.CloudPoints;
import dev.catenary.inference.training.cloud.LabelledCloud;
import dev.catenary.inference.training.cloud.TrueClass;
import dev.catenary.inference.training.fit.Forward;
import dev.catenary.inference.training.fit.Mlp;
import dev.catenary.inference.training.fit.Samples;
import dev.catenary.inference.training.sample.ClusterSample;
import dev.catenary.inference.training.sample.Looks;
import dev.catenary.inference.voxel.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Rows of many surveys of many clouds, made once for several models that are fitted on some of the
 * clouds each: the features are the same for all, the context is that of each model's own first
 * look. Surveys are worked on at once by as many threads as there are processors.
 */
final class Gathering {
  /** No row weighs more than so many times its points. */
  private static final double LOUDEST = 8;

  private final List<Survey> surveys;
  private final int firsts;

  /** Rows of one survey of a cloud, which is the cloud's n-th. */
  private record Survey(LabelledCloud cloud, int number, Samples rows) {}

  private Gathering(List<Survey> surveys, int firsts) {
    this.surveys = surveys;
    this.firsts = firsts;
  }

  /**
   * Makes the surveys and takes their rows.
   *
   * @param firsts first looks, one for each model; none for rows of features alone
   * @param share of the plan's surveys that are made
   */
  static Gathering of(
      List<LabelledCloud> clouds, List<Mlp> firsts, TrainingPlan plan, double share, long seed) {
    List<Future<Survey>> tasks = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (LabelledCloud cloud : clouds) {
        int count = surveys(cloud, clouds, plan, share);
        for (int survey = 0; survey < count; survey++) {
          int number = survey;
          tasks.add(
              threads.submit(
                  () -> new Survey(cloud, number, survey(cloud, number, firsts, plan, seed))));
        }
      }
    }
    List<Survey> surveys = new ArrayList<>();
    for (Future<Survey> task : tasks) {
      try {
        surveys.add(task.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    return new Gathering(surveys, firsts.size());
  }

  /** A place counts the same however many clouds there are of it. */
  private static int surveys(
      LabelledCloud cloud, List<LabelledCloud> clouds, TrainingPlan plan, double share) {
    int ofReal = cloud.hasLine() ? plan.lineSurveys() : plan.surveys();
    int wanted = cloud.simulated() ? plan.simulatedSurveys() : ofReal;
    long ofPlace =
        cloud.simulated()
            ? 1
            : clouds.stream().filter(other -> other.place().equals(cloud.place())).count();
    return (int) Math.ceil(wanted * share / ofPlace);
  }

  private static Samples survey(
      LabelledCloud cloud, int survey, List<Mlp> firsts, TrainingPlan plan, long seed) {
    // Other surveys for the second look, so that the first has not seen their rows.
    long surveySeed = (seed * 31 + cloud.name().hashCode()) * 1_000 + survey * 2L;
    Augmentation augmentation = new Augmentation(firsts.isEmpty() ? surveySeed : surveySeed + 1);
    CloudPoints points =
        survey == 0 ? augmentation.asIs(cloud.points()) : augmentation.of(cloud.points());
    Samples all = new Samples(Looks.columns(firsts.size()));
    new Looks().gather(points.zones(surveySeed), firsts.stream().map(Forward::new).toList(), all);
    int rowsMax = cloud.simulated() ? plan.simulatedRowsPerClass() : plan.rowsPerClass();
    Samples kept = new Samples(all.columns);
    new ClusterSample(rowsMax, Feature.COUNT, surveySeed).reduce(all, kept);
    return kept;
  }

  /** Rows of features alone, of some of the clouds, real and simulated balanced. */
  Samples features(Set<LabelledCloud> trained) {
    return rows(trained, -1, 0, 1);
  }

  /**
   * Rows of features and of the context of one of the first looks, likewise.
   *
   * @param member of the committee, which is given a mixture of surveys of its own
   */
  Samples withContext(Set<LabelledCloud> trained, int first, int member, int members) {
    return rows(trained, first, member, members);
  }

  private Samples rows(Set<LabelledCloud> trained, int first, int member, int members) {
    Samples all = new Samples(Looks.columns(first < 0 ? 0 : 1));
    int real = 0;
    for (boolean simulated : new boolean[] {false, true}) {
      real = all.size;
      for (Survey survey : surveys) {
        boolean own = members < 3 || survey.number() % members != member;
        if (own && survey.cloud().simulated() == simulated && trained.contains(survey.cloud())) {
          add(survey.rows(), first, all);
        }
      }
    }
    balance(all, real);
    return all;
  }

  private void add(Samples from, int first, Samples all) {
    float[] row = new float[all.columns];
    for (int i = 0; i < from.size; i++) {
      int at = i * Looks.columns(firsts);
      System.arraycopy(from.features, at, row, 0, Feature.COUNT);
      if (first >= 0) {
        int context = at + Looks.columns(first);
        System.arraycopy(from.features, context, row, Feature.COUNT, ContextPool.COLUMNS);
      }
      all.add(row, 0, from.kind[i], from.weight[i]);
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

  /** Rows there are, for people. */
  String describe() {
    return String.format(
        "%,d rows of %d surveys",
        surveys.stream().mapToInt(survey -> survey.rows().size).sum(), surveys.size());
  }
}
