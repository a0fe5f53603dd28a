package dev.catenary.deploy.page;

import com.nimbusds.jose.JOSEException;
import dev.catenary.proving.demo.DemoStore;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A vehicle as it is delivered, at work: the packaged service in a process of its own, the
 * simulator flying a transmission line before it, a real S3 server behind it on a slow policy, so
 * that something waits.
 */
final class SurveyingVehicle implements AutoCloseable {
  static final String NAME = "demo-drone";

  private static final Path ROOT = Path.of(System.getProperty("catenary.root"));
  private static final int SURVEY_SECONDS = 900;

  /** A machine that runs other things beside the tests is slow to start. */
  private static final long START_SECONDS = 150;

  private final Path folder;
  private final FleetKey fleet;
  private final int port;
  private final DemoStore store;
  private final List<Process> processes = new ArrayList<>();
  private final SatellitesInView satellites;

  private SurveyingVehicle(Path folder, FleetKey fleet, int port, DemoStore store, int insPort) {
    this.folder = folder;
    this.fleet = fleet;
    this.port = port;
    this.store = store;
    this.satellites = new SatellitesInView(insPort);
  }

  static SurveyingVehicle start(Path folder)
      throws IOException, InterruptedException, JOSEException {
    FleetKey fleet = FleetKey.written(folder.resolve("fleet.jwks"));
    int[] ports = freePorts();
    DemoStore store =
        DemoStore.start(
            ROOT.resolve("deploy/proving/target/s3proxy/s3proxy-jar-with-dependencies.jar"),
            folder);
    SurveyingVehicle vehicle = new SurveyingVehicle(folder, fleet, ports[3], store, ports[2]);
    Path config = folder.resolve("catenary.yaml");
    Files.writeString(config, configuration(ports, store));
    try {
      vehicle.run(
          "service",
          List.of(
              "--enable-native-access=ALL-UNNAMED",
              "--sun-misc-unsafe-memory-access=allow",
              "-Xmx1g",
              "-cp",
              jars("device/target", "catenary-device.jar"),
              "dev.catenary.device.Main",
              "run",
              "--config",
              config.toString()));
      vehicle.run(
          "simulator",
          List.of(
              "-Xmx192m",
              "-cp",
              jars("deploy/simulator/target", "catenary-simulator.jar"),
              "dev.catenary.simulator.Main",
              "--scene=transmission",
              "--seconds=" + SURVEY_SECONDS,
              "--lidar-port=" + ports[0],
              "--position-port=" + ports[1],
              "--ins-port=" + ports[2]));
      vehicle.awaitPage();
      return vehicle;
    } catch (IOException | InterruptedException | RuntimeException e) {
      vehicle.close();
      throw e;
    }
  }

  private static String configuration(int[] ports, DemoStore store) {
    return """
        vehicle: %s
        mission: feeder-12
        data-directory: data
        sensors:
          - name: belly
            type: velodyne
            link: {address: 127.0.0.1, port: %d}
            position-port: %d
            mount:
              lever-arm: [0.12, 0, -0.18]
              boresight: [0, 90, 0]
        position:
          source: ins
          links:
            - {address: 127.0.0.1, port: %d}
          gap-max: 1
        zones:
          leave-after: 4
          age-max: 20
        clearance:                    # the example's distances: of no law
          rules: %s
          jurisdiction: EXAMPLE
          risk-area: high
          voltage: 22
        spool: {reserve: 64}
        upload:
          store: s3
          endpoint: %s
          region: local
          bucket: %s
          path-style: true
          development: true
          policy: radio
          policies:
            - {name: radio, last-rank: 1, rate-max: 48}
        service: {socket: status.socket}
        page:
          port: %d
          addresses: 127.0.0.1
          grants: {keys: fleet.jwks}
        """
        .formatted(
            NAME,
            ports[0],
            ports[1],
            ports[2],
            ROOT.resolve("deploy/config/clearance-rules.example.yaml"),
            store.endpoint(),
            DemoStore.BUCKET,
            ports[3]);
  }

  private static String jars(String target, String jar) {
    Path folder = ROOT.resolve(target);
    return folder.resolve(jar) + ":" + folder.resolve("lib") + "/*";
  }

  private void run(String name, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile());
    builder.environment().put("AWS_ACCESS_KEY_ID", DemoStore.ACCESS_KEY);
    builder.environment().put("AWS_SECRET_ACCESS_KEY", DemoStore.SECRET_KEY);
    processes.add(builder.start());
  }

  private void awaitPage() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() < end && processes.stream().allMatch(Process::isAlive)) {
      try {
        new java.net.Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        Thread.sleep(100);
      }
    }
    throw new IOException("no page: " + Files.readString(folder.resolve("service.log")));
  }

  private static int[] freePorts() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramSocket lidar = new DatagramSocket(0, loopback);
        DatagramSocket position = new DatagramSocket(0, loopback);
        DatagramSocket ins = new DatagramSocket(0, loopback);
        ServerSocket page = new ServerSocket(0, 1, loopback)) {
      return new int[] {
        lidar.getLocalPort(), position.getLocalPort(), ins.getLocalPort(), page.getLocalPort()
      };
    }
  }

  String address() {
    return "https://127.0.0.1:" + port;
  }

  int port() {
    return port;
  }

  FleetKey fleet() {
    return fleet;
  }

  /** The file the service reads. */
  Path configFile() {
    return folder.resolve("catenary.yaml");
  }

  /** Log of the service, for a failure's message. */
  String log() throws IOException {
    return Files.readString(folder.resolve("service.log"));
  }

  @Override
  public void close() {
    satellites.close();
    processes.forEach(Process::destroy);
    for (Process process : processes) {
      try {
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
    store.close();
  }
}
