package dev.catenary.inference.training.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Has the simulator make labelled clouds, in a process of its own: each kind of scene, by each
 * sensor and vehicle, and some longer flights along a transmission line, so that there are towers.
 * Same seeds, same clouds.
 */
public final class SimulatedScenes {
  private static final String MAIN = "dev.catenary.simulator.Main";
  private static final String SCENE_SECONDS = "6";
  private static final String SEEDS = "2";
  private static final String LINE_SECONDS = "28";
  private static final List<String> LINE_SEEDS = List.of("11", "12");
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
        Path truth = folder.resolve("transmission-vlp16-" + vehicle + "-" + seed + ".las");
        run(
            List.of(
                "--scene=transmission",
                "--sensor=vlp16",
                "--returns=2",
                "--platform=" + vehicle,
                "--seconds=" + LINE_SECONDS,
                "--seed=" + seed,
                "--pace=0",
                "--pcap=" + packets,
                "--truth=" + truth));
      }
    }
    Files.deleteIfExists(packets);
    Files.createFile(done);
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
