package dev.catenary.proving.demo;

import dev.catenary.proving.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The simulated survey, in a process of its own. */
final class DemoSimulator implements AutoCloseable {
  private final ChildProcess process;

  private DemoSimulator(ChildProcess process) {
    this.process = process;
  }

  static DemoSimulator start(Path home, Path directory, int seconds, DemoPorts ports)
      throws IOException {
    Path target = home.resolve("deploy/simulator/target");
    String classPath =
        target.resolve("catenary-simulator.jar") + ":" + target.resolve("lib") + "/*";
    return new DemoSimulator(
        ChildProcess.java(
            List.of(
                "-Xmx192m",
                "-cp",
                classPath,
                "dev.catenary.simulator.Main",
                "--scene=transmission",
                "--seconds=" + seconds,
                "--lidar-port=" + ports.lidar(),
                "--position-port=" + ports.position(),
                "--ins-port=" + ports.ins()),
            directory.resolve("simulator.log")));
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** Last line of the simulator's output: what it has sent, or why it stopped. */
  String lastLine() {
    return process.lastLine();
  }

  boolean failed() {
    return !process.isAlive() && process.exitStatus() != 0;
  }

  @Override
  public void close() {
    process.close();
  }
}
