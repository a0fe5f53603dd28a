package dev.catenary.uplink.transfer;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.flow.Stage;
import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.UploadPace;
import dev.catenary.uplink.Uploader;
import dev.catenary.uplink.policy.UploadGate;
import dev.catenary.uplink.policy.UploadPolicy;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** An uplink in a process of its own, to be killed: sends what is in a spool, and ends. */
final class UploadingProcess {
  static final int PART_BYTES = UploadPolicy.PART_BYTES_MIN;

  private UploadingProcess() {}

  static Process start(Path spool, URI endpoint, String bucket, Path log) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            UploadingProcess.class.getName(),
            spool.toString(),
            endpoint.toString(),
            bucket)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** Prints the bytes it knows to have sent again. */
  public static void main(String[] arguments) throws Exception {
    Counters counters = new Counters();
    Path folder = Path.of(arguments[0]);
    var config = S3ProxyProcess.config(URI.create(arguments[1]), arguments[2]);
    try (Spool spool =
        Spool.open(new SpoolConfig(folder, 0), counters, InstantSource.system(), event -> {})) {
      Uploader uploader =
          new Uploader(
              spool,
              new S3Store(config, InstantSource.system()),
              new UploadPace(Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofSeconds(1)),
              new UploadGate(
                  new UploadPolicy("radio", Rank.OTHER, true, 0, 0, List.of(), 1, PART_BYTES),
                  InstantSource.system(),
                  System::nanoTime,
                  ZoneOffset.UTC,
                  Optional.empty()),
              1,
              counters,
              InstantSource.system(),
              System::nanoTime,
              new Random(1));
      Stage lane = uploader.lanes().getFirst();
      while (!spool.isEmpty()) {
        if (lane.doWork() == 0) {
          Thread.sleep(10);
        }
      }
      lane.close();
    }
    Files.writeString(
        folder.resolveSibling("repeated"), "" + counters.get(DeviceCounter.BYTES_REPEATED));
  }
}
