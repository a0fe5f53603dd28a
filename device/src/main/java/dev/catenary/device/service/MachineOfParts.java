package dev.catenary.device.service;

import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ClearanceRulesFile;
import dev.catenary.device.config.ConfigException;
import dev.catenary.device.update.disk.DurableFile;
import dev.catenary.device.update.part.PartKind;
import dev.catenary.device.update.part.PartMachine;
import dev.catenary.inference.ClassifierChoice;
import dev.catenary.inference.measure.ModelMeasure;
import dev.catenary.inference.measure.ZoneSet;
import dev.catenary.inference.model.ModelRefused;
import dev.catenary.inference.wire.clearance.ClearanceRules;
import dev.catenary.inference.zone.Classifier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import org.tinylog.Logger;

/** Parts of the running machine: a model is measured before it labels, rules are read. */
public final class MachineOfParts implements PartMachine {
  /** Name of the rule file in its folder. */
  static final String RULES_FILE = "rules.yaml";

  private final CatenaryConfig config;
  private final Assembly machine;
  private final Supplier<LocalDate> today;

  public MachineOfParts(CatenaryConfig config, Assembly machine) {
    this(config, machine, () -> LocalDate.now(ZoneOffset.UTC));
  }

  /**
   * @param today as UTC has it
   */
  MachineOfParts(CatenaryConfig config, Assembly machine, Supplier<LocalDate> today) {
    this.config = config;
    this.machine = machine;
    this.today = today;
  }

  @Override
  public String whyNot(PartKind kind) {
    String model = config.classification().model();
    return kind == PartKind.MODEL && !model.equals(ClassifierChoice.SHIPPED)
        ? "found classification.model \""
            + model
            + "\", expected shipped, which alone gives way; cure: leave the key out"
        : "";
  }

  @Override
  public String tryOut(PartKind kind, Path folder, Path zones) {
    try {
      switch (kind) {
        case ZONES -> set(folder);
        case MODEL -> {
          return measured(folder, zones);
        }
        case RULES -> rules(folder);
      }
      return "";
    } catch (IOException | ConfigException | ModelRefused e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static ZoneSet set(Path folder) throws IOException {
    Path file = folder.resolve(ZoneSet.FILE);
    return ZoneSet.read(
        DurableFile.bytes(file, ZoneSet.BYTES_MAX)
            .orElseThrow(
                () ->
                    new IOException(
                        "found no set of zones to measure a model on, expected a target of the"
                            + " kind zones with "
                            + ZoneSet.FILE
                            + "; cure: direct one to this vehicle first")));
  }

  private String measured(Path folder, Path zones) throws IOException {
    ZoneSet set = set(zones);
    ClassifierChoice choice = ClassifierChoice.of(folder.toString(), Path.of(""));
    String refusal = choice.refusal();
    if (refusal != null) {
      return refusal;
    }
    try (Classifier classifier = choice.classifier(1)) {
      List<String> missed = ModelMeasure.of(classifier, set).below(set.bars());
      return missed.isEmpty()
          ? ""
          : "found on "
              + set.zones().size()
              + " measured zones: "
              + String.join("; ", missed)
              + "; cure: train and measure it anew";
    }
  }

  private ClearanceRules rules(Path folder) throws IOException, ConfigException {
    ClearanceRules rules =
        config.line().of(ClearanceRulesFile.read(folder.resolve(RULES_FILE)), today.get());
    if (rules.rules().isEmpty()) {
      throw new IOException(
          "found no rule for "
              + config.line().line()
              + " on "
              + today.get()
              + ", expected one at least; cure: direct other rules, or correct the keys under"
              + " clearance");
    }
    return rules;
  }

  @Override
  public String use(PartKind kind, Path folder) {
    try {
      switch (kind) {
        case ZONES -> {}
        case MODEL -> {
          String refusal = machine.replaceModel(folder.toString());
          return refusal == null ? "" : refusal;
        }
        case RULES -> machine.replaceRules(rules(folder));
      }
      return "";
    } catch (IOException | ConfigException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public void useConfigured(PartKind kind) {
    switch (kind) {
      case ZONES -> {}
      case MODEL -> {
        String refusal = machine.replaceModel(config.classification().model());
        if (refusal != null) {
          Logger.error("{}", refusal);
        }
      }
      case RULES -> machine.replaceRules(config.clearance());
    }
  }
}
