package dev.catenary.proving.bench;

import dev.catenary.proving.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A survey to measure with: a recording that the simulator writes. */
public final class Survey {
  private static final long MILLIS_MAX = 600_000;

  private Survey() {}

  /**
   * Has the simulator write this long a survey of a drone with a VLP-16.
   *
   * @param home the checkout, whose build has the simulator
   * @return the pcap file
   */
  public static Path simulate(Path home, Path directory, int seconds)
      throws IOException, InterruptedException {
    Path target = home.resolve("deploy/simulator/target");
    Path file = directory.resolve("survey.pcap");
    List<String> command =
        List.of(
            "-Xmx512m",
            "-cp",
            target.resolve("catenary-simulator.jar") + ":" + target.resolve("lib") + "/*",
            "dev.catenary.simulator.Main",
            "--scene=transmission",
            "--seconds=" + seconds,
            "--pcap=" + file);
    try (ChildProcess simulator = ChildProcess.java(command, directory.resolve("simulator.log"))) {
      if (!simulator.awaitExit(MILLIS_MAX) || simulator.exitStatus() != 0) {
        throw new IOException("the simulator did not end well: " + simulator.lastLine());
      }
    }
    return file;
  }
}
