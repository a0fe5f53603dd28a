package dev.catenary.proving.torture;

import dev.catenary.proving.demo.DemoPorts;
import dev.catenary.proving.demo.DemoStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A vehicle's configuration whose zones close after a second or two, so that much is sealed and
 * sent between two blows; written out, so that a person can look at it and run it.
 *
 * @param directory of the configuration
 * @param data where the service keeps spool and journal
 * @param endpoint of the S3 server, or of what stands before it
 */
record TortureMachine(Path directory, Path data, DemoPorts ports, String endpoint) {
  static final String VEHICLE = "torture";

  /** The keys of the local S3 server. */
  static final Map<String, String> ENVIRONMENT =
      Map.of(
          "AWS_ACCESS_KEY_ID", DemoStore.ACCESS_KEY,
          "AWS_SECRET_ACCESS_KEY", DemoStore.SECRET_KEY);

  /** Writes the file and returns where it is. */
  Path write() throws IOException {
    Path file = directory.resolve("catenary.yaml");
    Files.writeString(
        file,
        """
        vehicle: %s
        mission: torture
        data-directory: %s
        sensors:
          - name: belly
            type: velodyne
            link: {address: 127.0.0.1, port: %d}
            position-port: %d
            mount: {lever-arm: [0.12, 0, -0.18], boresight: [0, 90, 0]}
        position:
          source: ins
          links:
            - {address: 127.0.0.1, port: %d}
          gap-max: 1
        zones: {leave-after: 0.5, age-max: 2, workers: 1, memory-max: 128}
        classification: {model: rules}
        journal: {segment: 4, sync-every: 1}
        spool: {reserve: 4, margin: 4, overviews: true}
        upload:
          store: s3
          endpoint: %s
          region: local
          bucket: %s
          path-style: true
          development: true
        service: {socket: %s}
        """
            .formatted(
                VEHICLE,
                data,
                ports.lidar(),
                ports.position(),
                ports.ins(),
                endpoint,
                DemoStore.BUCKET,
                socket()));
    return file;
  }

  /** Socket of the service's answers. */
  Path socket() {
    return directory.resolve("status.sock");
  }

  Path spool() {
    return data.resolve("spool");
  }

  Path journal() {
    return data.resolve("journal");
  }

  /** Rises with each start that has come as far as its disk. */
  long runNumber() throws IOException {
    Path file = data.resolve("run-number");
    return Files.exists(file) ? Long.parseLong(Files.readString(file).strip().split("\\s")[0]) : 0;
  }
}
