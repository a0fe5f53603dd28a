package dev.catenary.inference.training.plan;

import dev.catenary.inference.training.cloud.CloudPoints;
import dev.catenary.inference.training.cloud.LabelledCloud;
import dev.catenary.inference.training.cloud.TrueClass;
import dev.catenary.inference.training.score.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Text of a model's card for people. */
public final class ModelAbout {
  private ModelAbout() {}

  public static Map<String, Object> of(
      List<LabelledCloud> clouds, CrossCheck.Result check, TrainingPlan plan) {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put(
        "split",
        "by place: each place is scored by a model fitted on the other two thirds of the"
            + " places; the shipped networks are fitted on all");
    about.put("plan", plan(plan));
    about.put("data", clouds.stream().map(ModelAbout::data).toList());
    about.put("unseenPlaces", unseen(check));
    about.put("limits", LIMITS);
    return about;
  }

  private static final List<String> LIMITS =
      List.of(
          "real places are airborne surveys but for one pine stand; trees, towers and cranes of"
              + " the two corridors were placed by the data's author",
          "half-metre cubes: what is nearer than that to something else may take its label",
          "a zone without ground points, or all under one roof, has no height above ground",
          "triage only: what leaves the vehicle is no statement of compliance");

  private static Map<String, Object> plan(TrainingPlan plan) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("surveysOfEachPlace", plan.surveys());
    told.put("surveysOfEachPlaceWithALine", plan.lineSurveys());
    told.put("rowsOfAClassFromASurvey", plan.rowsPerClass());
    told.put("surveysOfEachSimulatedPlace", plan.simulatedSurveys());
    told.put("rowsOfAClassFromASimulatedSurvey", plan.simulatedRowsPerClass());
    told.put("epochs", plan.epochs());
    told.put("firstUnits", Arrays.toString(plan.firstUnits()));
    told.put("secondUnits", Arrays.toString(plan.secondUnits()));
    told.put("secondMembers", plan.secondMembers());
    told.put("inputNoise", plan.inputNoise());
    told.put("evenness", plan.evenness());
    told.put("conductorsBack", plan.conductorsBack());
    told.put("polesBack", plan.polesBack());
    told.put("seed", plan.seed());
    return told;
  }

  private static Map<String, Object> data(LabelledCloud cloud) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("name", cloud.name());
    CloudPoints points = cloud.points();
    long[] counts = new long[TrueClass.COUNT + 1];
    for (int i = 0; i < points.size; i++) {
      counts[points.truth[i]]++;
    }
    for (TrueClass kind : TrueClass.values()) {
      told.put(kind.name().toLowerCase(Locale.ROOT), counts[kind.ordinal()]);
    }
    return told;
  }

  private static List<Object> unseen(CrossCheck.Result check) {
    List<Object> places = new ArrayList<>();
    for (CrossCheck.Unseen place : check.places()) {
      Map<String, Object> told = new LinkedHashMap<>();
      told.put("place", place.place());
      Map<String, Object> figures = Figures.of(place.int8());
      figures.remove("pointsPerSecond");
      figures.remove("pointsPerProcessorSecond");
      told.put("int8", figures);
      told.put("fp32MeanClassAccuracy", place.fp32().classes().meanClassAccuracy());
      places.add(told);
    }
    return places;
  }
}
