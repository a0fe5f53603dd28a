package dev.catenary.simulator;

import dev.catenary.simulator.scene.SceneKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that say what is surveyed, with what. */
final class PlanOptions {
  @Option(
      names = "--seconds",
      defaultValue = "40",
      description = "Length of the survey, in seconds. Default: ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed; the same seed gives the same survey. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--scene",
      defaultValue = "rural-distribution",
      description =
          "Scene: rural-distribution, transmission, suburb or waterside. Default: ${DEFAULT-VALUE}.")
  private String scene = "";

  @Option(
      names = "--sensor",
      defaultValue = "vlp16",
      description = "Sensor: vlp16 or os1-64. Default: ${DEFAULT-VALUE}.")
  private String sensor = "";

  @Option(
      names = "--returns",
      defaultValue = "2",
      description = "Number of returns of a pulse: 1 or 2. Default: ${DEFAULT-VALUE}.")
  private int returns;

  @Option(
      names = "--mode",
      defaultValue = "1024x10",
      description = "Lidar mode of the OS1-64. Default: ${DEFAULT-VALUE}.")
  private String mode = "";

  @Option(
      names = "--platform",
      defaultValue = "drone",
      description = "Platform: drone or car. Default: ${DEFAULT-VALUE}.")
  private String platform = "";

  @Option(
      names = "--height",
      defaultValue = "38",
      description =
          "Height of the drone above the scene's datum, in metres. Default: ${DEFAULT-VALUE}.")
  private double heightMetres;

  SurveyPlan plan() {
    if (returns != 1 && returns != 2) {
      throw new IllegalArgumentException("found " + returns + " returns; expected 1 or 2");
    }
    return new SurveyPlan(
        named(SceneKind.class, scene),
        named(SurveyPlan.SensorKind.class, sensor),
        mode,
        returns == 2,
        named(SurveyPlan.Vehicle.class, platform),
        heightMetres,
        seconds,
        seed);
  }

  private static <T extends Enum<T>> T named(Class<T> type, String name) {
    T[] all = type.getEnumConstants();
    for (T one : all) {
      if (label(one).equals(name)) {
        return one;
      }
    }
    throw new IllegalArgumentException(
        "found "
            + name
            + "; expected one of "
            + Arrays.stream(all).map(PlanOptions::label).collect(Collectors.joining(", ")));
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
