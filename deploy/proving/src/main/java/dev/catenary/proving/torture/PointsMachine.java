package dev.catenary.proving.torture;

import dev.catenary.proving.demo.DemoPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The vehicle of the row {@code points}: small zones that are full in the middle of a datagram, and
 * recorders that overtake each other. Its chunks stay in the spool.
 *
 * @param second ports of the second LiDAR
 * @param serialPort what stands for the serial line in the journal
 */
record PointsMachine(
    Path directory, PointSensors sensors, DemoPorts ports, DemoPorts second, int serialPort) {
  /** Writes the configuration and returns where it is. */
  Path write(Path data, int workers) throws IOException {
    Path file = directory.resolve("catenary.yaml");
    Files.writeString(
        file,
        """
        vehicle: torture
        mission: points
        data-directory: %s
        sensors:
          - name: belly
            type: velodyne
            link: {address: 127.0.0.1, port: %d}
            position-port: %d
            mount: {lever-arm: [0.12, 0, -0.18], boresight: [0, 90, 0]}
        %s
        position:
          source: ins
          links:
            - {address: 127.0.0.1, port: %d}
          gap-max: 1
        zones: {leave-after: 0.5, age-max: 2, points-max: 20000, workers: %d, memory-max: 128}
        classification: {model: rules}
        journal: {segment: 4, sync-every: 0.25}
        spool: {reserve: 4, margin: 4, overviews: false}
        service: {socket: %s}
        """
            .formatted(
                data,
                ports.lidar(),
                ports.position(),
                sensors == PointSensors.THREE ? others() : "",
                ports.ins(),
                workers,
                directory.resolve("status.sock")));
    return file;
  }

  private String others() {
    return """
      - name: nose
        type: velodyne
        link: {address: 127.0.0.1, port: %d}
        position-port: %d
        mount: {lever-arm: [0.4, 0.1, -0.2], boresight: [0, 70, 12]}
      - name: floor
        type: ldrobot
        range-min: 0.05
        link: {device: %s, port: %d}
        mount: {lever-arm: [0, 0, -0.3], boresight: [0, 90, 0]}
    """
        .formatted(second.lidar(), second.position(), directory.resolve("no-line"), serialPort)
        .stripTrailing();
  }
}
