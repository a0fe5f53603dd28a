package dev.catenary.inference.training.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Has the simulator make labelled clouds, in a process of its own. They are each kind of scene, by
 * each sensor and vehicle. Some longer flights along a transmission line show towers, and more
 * flights along a distribution line show poles from above. Same seeds, same clouds.
 */
public final class SimulatedScenes {
  private static final String MAIN = "dev.catenary.simulator.Main";
  private static final String SCENE_SECONDS = "6";
  private static final String SEEDS = "2";
  private static final String LINE_SECONDS = "28";
  private static final List<String> LINE_SEEDS = List.of("11", "12");
  private static final String POLES_SECONDS = "6";
  private static final int POLES_FIRST_SEED = 3;
  private static final int POLES_LAST_SEED = 8;
  private static final int POLES_LOWEST_METRES = 30;
  private static final int POLES_STEP_METRES = 6;
  private static final List<String> VEHICLES = List.of("drone", "car");

  private final Path target;
  private final Consumer<String> progress;

  /**
   * @param home root of the sources, where the simulator is built
   */
  public SimulatedScenes(Path home, Consumer<String> progress) {
    this.target = home.resolve("deploy/simulator/target");
    this.progress = progress;
  }

  /** Makes the clouds in a folder; one that was finished before is left as it is. */
  public void make(Path folder) throws IOException, InterruptedException {
    Path done = folder.resolve("complete");
    if (Files.exists(done)) {
      return;
    }
    if (!Files.isRegularFile(target.resolve("catenary-simulator.jar"))) {
      throw new IOException(
          "found no simulator in " + target + "; cure: build it, or train with --no-scenes");
    }
    Files.createDirectories(folder);
    progress.accept("simulating scenes into " + folder);
    run(
        List.of(
            "scenes", "--out", folder.toString(), "--seconds", SCENE_SECONDS, "--seeds", SEEDS));
    Path packets = Files.createTempFile("catenary-scenes", ".pcap");
    for (String seed : LINE_SEEDS) {
      for (String vehicle : VEHICLES) {
        survey(folder, packets, "transmission", vehicle, LINE_SECONDS, seed);
      }
    }
    for (int seed = POLES_FIRST_SEED; seed <= POLES_LAST_SEED; seed++) {
      // Few poles are seen from the air in a survey, so more surveys.
      int height = POLES_LOWEST_METRES + (seed - POLES_FIRST_SEED) * POLES_STEP_METRES;
      survey(
          folder,
          packets,
          "rural-distribution",
          "drone",
          POLES_SECONDS,
          String.valueOf(seed),
          "--height=" + height);
    }
    Files.deleteIfExists(packets);
    Files.createFile(done);
  }

  private void survey(
      Path folder,
      Path packets,
      String scene,
      String vehicle,
      String seconds,
      String seed,
      String... more)
      throws IOException, InterruptedException {
    Path truth = folder.resolve(scene + "-vlp16-" + vehicle + "-" + seed + ".las");
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--scene=" + scene);
    arguments.add("--sensor=vlp16");
    arguments.add("--returns=2");
    arguments.add("--platform=" + vehicle);
    arguments.add("--seconds=" + seconds);
    arguments.add("--seed=" + seed);
    arguments.add("--pace=0");
    arguments.add("--pcap=" + packets);
    arguments.add("--truth=" + truth);
    run(arguments);
  }

  private void run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx2g");
    command.add("-cp");
    command.add(target.resolve("catenary-simulator.jar") + ":" + target.resolve("lib") + "/*");
    command.add(MAIN);
    command.addAll(arguments);
    int status =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException(
          "found exit status " + status + " of the simulator; expected 0: " + arguments);
    }
  }
}
