package dev.catenary.proving.demo;

import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigException;
import dev.catenary.device.config.ConfigFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The service's configuration for the demo; written out, so that a person can look at it. */
public final class DemoMachine {
  private static final Path RMEM_MAX = Path.of("/proc/sys/net/core/rmem_max");
  private static final int RECEIVE_BUFFER_BYTES = 128 << 10;
  private static final int RECEIVE_BUFFER_BYTES_MAX = 8 << 20;

  private DemoMachine() {}

  public static CatenaryConfig configure(
      Path home, Path directory, DemoPorts ports, DemoStore store, String model)
      throws IOException, ConfigException {
    // A socket's whole path has 108 letters at most, and the demo's folder may lie deep.
    Path socket = Files.createTempDirectory("catenary-").resolve("status.sock");
    int buffer = receiveBufferBytes();
    Path file = directory.resolve("catenary.yaml");
    Files.writeString(
        file,
        """
        vehicle: demo-drone
        mission: demo
        data-directory: data
        sensors:
          - name: belly
            type: velodyne
            link: {address: 127.0.0.1, port: %d, receive-buffer: %d}
            position-port: %d
            mount:
              lever-arm: [0.12, 0, -0.18]
              boresight: [0, 90, 0]   # spins about the direction of flight: scans across the line
        position:
          source: ins
          links:
            - {address: 127.0.0.1, port: %d, receive-buffer: %d}
          gap-max: 1
        zones:
          leave-after: 4
          age-max: 20
        classification: {model: %s}
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
        service: {socket: %s}
        page:                         # for this computer alone; signed in to by the printed address
          port: %d
          addresses: 127.0.0.1
        """
            .formatted(
                ports.lidar(),
                buffer,
                ports.position(),
                ports.ins(),
                buffer,
                model,
                home.resolve("deploy/config/clearance-rules.example.yaml").toAbsolutePath(),
                store.endpoint(),
                DemoStore.BUCKET,
                socket,
                ports.page()));
    return ConfigFile.read(file).require();
  }

  /** As much as the kernel grants, so that there is nothing to warn of. */
  private static int receiveBufferBytes() {
    // The kernel gives the number to one read alone: a buffered one.
    try (BufferedReader kernel = Files.newBufferedReader(RMEM_MAX)) {
      int granted = Integer.parseInt(String.valueOf(kernel.readLine()).strip());
      return Math.min(granted, RECEIVE_BUFFER_BYTES_MAX);
    } catch (IOException | NumberFormatException _) {
      return RECEIVE_BUFFER_BYTES;
    }
  }
}
