package dev.catenary.device.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.link.DatagramRing;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigException;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.inference.PreClassifier;
import dev.catenary.inference.budget.WorkBudget;
import dev.catenary.inference.model.ModelCard;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another model on a machine that runs: from the next zone on, or not at all. */
final class ModelReplacementTest {
  private static final String NEW_NAME = "int8-9-another";

  @TempDir private Path folder;

  private final Counters counters = new Counters();

  private CatenaryConfig config(String model) throws ConfigException {
    return ConfigFile.parse(
            "test",
            """
            data-directory: data
            position: {source: fixed, latitude: -37.8, longitude: 145.0, height: 30}
            sensors: [{name: mast}]
            zones: {workers: 2}
            classification: {model: %s}
            """
                .formatted(model),
            folder)
        .require();
  }

  /** The shipped networks under another name. */
  private Path anotherModel() throws IOException {
    return CopiedModel.in(folder.resolve("model"), NEW_NAME);
  }

  private static Path broken(Path model) throws IOException {
    Files.writeString(model.resolve(ModelCard.SECOND_INT8), "cut off");
    return model;
  }

  /** Level ground. */
  private static Zone zone() {
    Zone zone = new Zone(new ZoneId("EPSG:32755", 32, 10, 20), 1_024);
    for (int i = 0; i < 1_024; i++) {
      zone.xMillimetres[i] = i % 32 * 1_000;
      zone.yMillimetres[i] = i / 32 * 1_000;
      zone.lasReturns[i] = 0x11;
    }
    zone.size = 1_024;
    return zone;
  }

  private static String labelledBy(PreClassifier worker) {
    Zone zone = zone();
    worker.process(zone);
    return zone.classifier;
  }

  private Labelling labelling(String model) throws Exception {
    CatenaryConfig config = config(model);
    return new Labelling(config.classification(), config.clearance(), counters);
  }

  @Test
  void newModelLabelsEachWorkersNextZone() throws Exception {
    Labelling labelling = labelling("rules");
    try (PreClassifier one = labelling.preClassifier(WorkBudget.unlimited());
        PreClassifier other = labelling.preClassifier(WorkBudget.unlimited())) {
      assertThat(labelledBy(one)).isEqualTo("rules-1");
      assertThat(labelling.replace(anotherModel().toString())).isNull();
      assertThat(labelledBy(one)).isEqualTo(NEW_NAME);
      assertThat(labelledBy(other)).isEqualTo(NEW_NAME);
      assertThat(labelling.choice().labelledBy()).isEqualTo(NEW_NAME);
      assertThat(labelling.replace("rules")).isNull();
      assertThat(labelledBy(one)).isEqualTo("rules-1");
    }
    assertThat(counters.get(DeviceCounter.MODELS_REFUSED)).isZero();
  }

  /** A model that was put in place still gives way when zones pile up. */
  @Test
  void newModelHasTheBudgetOfTheOld() throws Exception {
    double[] backlog = {0};
    Labelling labelling = labelling("rules");
    try (PreClassifier worker = labelling.preClassifier(new WorkBudget(() -> backlog[0]))) {
      assertThat(labelling.replace(anotherModel().toString())).isNull();
      assertThat(labelledBy(worker)).isEqualTo(NEW_NAME);
      backlog[0] = 0.3;
      assertThat(labelledBy(worker)).isEqualTo("heights-1");
    }
  }

  @Test
  void refusedModelLeavesTheOldOneAndTellsWhy() throws Exception {
    Labelling labelling = labelling("shipped");
    String before = labelling.choice().labelledBy();
    try (PreClassifier worker = labelling.preClassifier(WorkBudget.unlimited())) {
      assertThat(labelling.replace(broken(anotherModel()).toString()))
          .contains("refused", ModelCard.SECOND_INT8, "SHA-256");
      assertThat(labelledBy(worker)).isEqualTo(before);
    }
    assertThat(labelling.choice().labelledBy()).isEqualTo(before);
    assertThat(labelling.choice().refusal()).isNull();
    assertThat(counters.get(DeviceCounter.MODELS_REFUSED)).isEqualTo(1);
  }

  @Test
  void runningMachineTakesAModelAndRefusesABrokenOne() throws Exception {
    Path model = anotherModel();
    try (Assembly machine =
        new Assembly(
            config("shipped"),
            "test",
            Surroundings.of(new DatagramRing(1 << 20, counters), Feed.LIVE, null, counters))) {
      machine.start();
      assertThat(machine.replaceModel(model.toString())).isNull();
      assertThat(machine.classifierChoice().labelledBy()).isEqualTo(NEW_NAME);
      assertThat(machine.replaceModel(broken(model).toString())).contains("refused");
      assertThat(machine.classifierChoice().labelledBy()).isEqualTo(NEW_NAME);
      assertThat(machine.broken()).isNull();
    }
  }
}
