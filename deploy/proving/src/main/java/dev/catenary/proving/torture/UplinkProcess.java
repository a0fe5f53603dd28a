package dev.catenary.proving.torture;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.flow.Stage;
import dev.catenary.proto.zone.Rank;
import dev.catenary.proving.demo.DemoStore;
import dev.catenary.proving.process.ChildProcess;
import dev.catenary.uplink.UploadPace;
import dev.catenary.uplink.Uploader;
import dev.catenary.uplink.policy.UploadGate;
import dev.catenary.uplink.policy.UploadPolicy;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolConfig;
import dev.catenary.uplink.transfer.S3Config;
import dev.catenary.uplink.transfer.S3Credentials;
import dev.catenary.uplink.transfer.S3Store;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The way out alone, in a process of its own: sends what is in a spool, and ends. */
final class UplinkProcess {
  static final int PART_BYTES = UploadPolicy.PART_BYTES_MIN;

  private static final UploadPace PACE =
      new UploadPace(Duration.ofMillis(300), Duration.ofSeconds(4), Duration.ofSeconds(4));

  private UplinkProcess() {}

  /**
   * @param options of the Java runtime
   */
  static ChildProcess start(List<String> options, Path spool, String endpoint, Path log)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-Xmx192m", "-XX:TieredStopAtLevel=1"));
    arguments.addAll(options);
    arguments.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            UplinkProcess.class.getName(),
            spool.toString(),
            endpoint));
    return ChildProcess.java(arguments, log);
  }

  /** The last line says what failed and what was sent again. */
  public static void main(String[] arguments) throws Exception {
    Counters counters = new Counters();
    try (Spool spool =
        Spool.open(
            new SpoolConfig(Path.of(arguments[0]), 0), counters, InstantSource.system(), _ -> {})) {
      var config =
          new S3Config(
              URI.create(arguments[1]),
              "local",
              DemoStore.BUCKET,
              "catenary",
              true,
              new S3Credentials.Static(DemoStore.ACCESS_KEY, DemoStore.SECRET_KEY),
              S3Config.DEFAULT_CALL_TIMEOUT);
      Uploader uploader =
          new Uploader(
              spool,
              new S3Store(config, InstantSource.system()),
              PACE,
              new UploadGate(
                  new UploadPolicy("line", Rank.OTHER, true, 0, 0, List.of(), 1, PART_BYTES),
                  InstantSource.system(),
                  System::nanoTime,
                  ZoneOffset.UTC,
                  Optional.empty()),
              1,
              counters,
              InstantSource.system(),
              System::nanoTime,
              RandomGenerator.getDefault());
      Stage lane = uploader.lanes().getFirst();
      while (!spool.isEmpty()) {
        if (lane.doWork() == 0) {
          Thread.sleep(10);
        }
      }
      lane.close();
    }
    System.out.println(
        "failures "
            + counters.get(DeviceCounter.UPLOAD_FAILURES)
            + " repeated "
            + counters.get(DeviceCounter.BYTES_REPEATED));
  }
}
