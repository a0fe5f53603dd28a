package dev.catenary.fleet.command.demo;

import dev.catenary.fleet.process.KafkaProcess;
import dev.catenary.fleet.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Starts the parts of the fleet's side, each in a process of its own, with files of settings. */
public final class FleetProcesses {
  private static final List<String> SMALL = List.of("-Xmx96m");

  private final Path home;
  private final Path folder;
  private final String servers;

  /**
   * @param home the checkout, built
   * @param folder for settings, stores and logs
   */
  public FleetProcesses(Path home, Path folder, KafkaProcess kafka) {
    this.home = home;
    this.folder = folder;
    this.servers = kafka.servers();
  }

  /** Starts the bridge, with one utility for all these vehicles. */
  public Program bridge(int mqttPort, Collection<String> vehicles) throws IOException {
    StringBuilder table = new StringBuilder("vehicle,utility,from,until\n");
    vehicles.forEach(vehicle -> table.append(vehicle).append(",east,-,-\n"));
    Files.writeString(folder.resolve("vehicles.csv"), table);
    Files.writeString(
        folder.resolve("utilities.csv"),
        """
        utility,account,region,bucket,prefix,role,endpoint,network
        east,-,us-east-1,east,-,-,http://127.0.0.1:1,-
        """);
    Files.writeString(folder.resolve("revoked.csv"), "sha256,reason\n");
    return start(
        "bridge",
        "dev.catenary.fleet.bridge.Main",
        SMALL,
        """
        mqtt-port = %d
        vehicles = vehicles.csv
        utilities = utilities.csv
        revoked = revoked.csv
        """
            .formatted(mqttPort));
  }

  /** Starts the job. */
  public Program job(String more) throws IOException {
    return start(
        "stream",
        "dev.catenary.fleet.stream.Main",
        List.of("-Xmx512m"),
        """
        checkpoints = checkpoints
        kafka.transaction.timeout.ms = 3600000
        flink.execution.checkpointing.interval = 1 s
        %s
        """
            .formatted(more));
  }

  /** Starts the desk; mail goes to a server on this port, 0 for none. */
  public Program desk(int port, int smtpPort) throws IOException {
    String mail =
        smtpPort == 0
            ? ""
            : """
            mail-to = lines@example.org
            smtp.host = 127.0.0.1
            smtp.port = %d
            """
                .formatted(smtpPort);
    return start(
        "desk",
        "dev.catenary.fleet.desk.Main",
        List.of("-Xmx192m"),
        "store = desk.gpkg\nport = " + port + "\n" + mail);
  }

  /** File of the desk's store. */
  public Path store() {
    return folder.resolve("desk.gpkg");
  }

  private Program start(String part, String main, List<String> options, String settings)
      throws IOException {
    Path file = folder.resolve(part + ".properties");
    Files.writeString(file, settings + "kafka.bootstrap.servers = " + servers + "\n");
    return Program.java(
        options,
        Program.classPath(home.resolve("deploy/fleet").resolve(part)),
        main,
        List.of(file.toString()),
        folder.resolve(part + ".log"));
  }
}
