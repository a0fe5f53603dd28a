package dev.catenary.simulator;

import dev.catenary.simulator.emit.Output;
import dev.catenary.simulator.emit.Stream;
import dev.catenary.simulator.scene.SceneKind;
import dev.catenary.simulator.truth.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Writes a set of labelled clouds: each kind of scene, by each vehicle and sensor, seed by seed.
 */
@Command(
    name = "scenes",
    mixinStandardHelpOptions = true,
    description = "Writes a set of labelled LAS clouds for training and tests.")
final class SceneSet implements Callable<Integer> {
  private static final double[] HEIGHTS_METRES = {32, 38, 45, 55};

  @Option(names = "--out", required = true, description = "Folder for the LAS files.")
  private @Nullable Path folder;

  @Option(
      names = "--seconds",
      defaultValue = "20",
      description = "Length of each survey, in seconds. Default: ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "First seed. Default: ${DEFAULT-VALUE}.")
  private long firstSeed;

  @Option(
      names = "--seeds",
      defaultValue = "2",
      description = "Number of seeds. Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(
      names = "--threads",
      defaultValue = "1",
      description = "Number of threads that scan. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path out = Files.createDirectories(Objects.requireNonNull(folder));
    for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
      for (SceneKind scene : SceneKind.values()) {
        for (SurveyPlan.SensorKind sensor : SurveyPlan.SensorKind.values()) {
          for (SurveyPlan.Vehicle vehicle : SurveyPlan.Vehicle.values()) {
            write(out, scene, sensor, vehicle, seed);
          }
        }
      }
    }
    return 0;
  }

  private void write(
      Path out,
      SceneKind scene,
      SurveyPlan.SensorKind sensor,
      SurveyPlan.Vehicle vehicle,
      long seed)
      throws IOException, InterruptedException {
    double height = HEIGHTS_METRES[Math.floorMod(seed, HEIGHTS_METRES.length)];
    SurveyPlan plan =
        new SurveyPlan(scene, sensor, "1024x10", true, vehicle, height, seconds, seed);
    String name =
        String.format(Locale.ROOT, "%s-%s-%s-%d.las", scene, sensor, vehicle, seed)
            .toLowerCase(Locale.ROOT)
            .replace('_', '-');
    SurveyRun run = new SurveyRun(new SurveySite(plan), threads, out.resolve(name));
    Tally tally = run.atOnce(Nowhere.OUTPUT);
    System.out.printf("{\"file\": \"%s\", %s}%n", name, tally.asJson());
  }

  /** Lets datagrams fall: only the truth is wanted. */
  private static final class Nowhere implements Output {
    static final Nowhere OUTPUT = new Nowhere();

    @Override
    public void send(Stream stream, long surveyNanos, byte[] payload) {}

    @Override
    public long sent() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
