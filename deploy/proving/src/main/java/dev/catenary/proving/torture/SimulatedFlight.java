package dev.catenary.proving.torture;

import dev.catenary.proving.demo.DemoPorts;
import dev.catenary.proving.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The simulated survey in a process of its own, begun anew whenever it has ended. */
final class SimulatedFlight implements AutoCloseable {
  private final Path home;
  private final DemoPorts ports;
  private final Path log;
  private final int seconds;
  private final int returns;
  private ChildProcess process;

  SimulatedFlight(Path home, DemoPorts ports, Path log, int seconds, int returns)
      throws IOException {
    this.home = home;
    this.ports = ports;
    this.log = log;
    this.seconds = seconds;
    this.returns = returns;
    this.process = start();
  }

  private ChildProcess start() throws IOException {
    Path target = home.resolve("deploy/simulator/target");
    return ChildProcess.java(
        List.of(
            "-Xmx192m",
            "-cp",
            target.resolve("catenary-simulator.jar") + ":" + target.resolve("lib") + "/*",
            "dev.catenary.simulator.Main",
            "--scene=transmission",
            "--returns=" + returns,
            "--seconds=" + seconds,
            "--lidar-port=" + ports.lidar(),
            "--position-port=" + ports.position(),
            "--ins-port=" + ports.ins()),
        log);
  }

  /** Takes off again when it has landed. */
  void goOn() throws IOException {
    if (process.isAlive()) {
      return;
    }
    if (process.exitStatus() != 0) {
      throw new IOException("the simulator stopped: " + process.lastLine());
    }
    process = start();
  }

  /** When the last packet had been sent, Unix time; {@link Long#MAX_VALUE} while it flies. */
  long landedMillis() {
    return process.endedMillis();
  }

  @Override
  public void close() {
    process.close();
  }
}
