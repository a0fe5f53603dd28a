package dev.catenary.uplink.iot;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.message.DeviceReport;
import dev.catenary.proto.message.HostTimeSpan;
import dev.catenary.proto.message.Zone;
import dev.catenary.uplink.credential.IdentityFolder;
import dev.catenary.uplink.credential.PrivateAuthority;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;

/** A vehicle's session in a process of its own, to be killed: writes down each deed. */
final class ObeyingVehicle {
  private ObeyingVehicle() {}

  /**
   * @param holds whether it stops at its first command, before the deed
   */
  static Process start(Path folder, int port, PrivateAuthority authority, boolean holds)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ObeyingVehicle.class.getName(),
            folder.toString(),
            Integer.toString(port),
            authority.certificate().toString(),
            Boolean.toString(holds))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("vehicle.log").toFile()))
        .start();
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Path.of(args[0]);
    Counters counters = new Counters();
    DeviceReport report = DeviceReport.newBuilder().setFormatVersion(1).setVehicle("v").build();
    BrokerConfig broker =
        BrokerConfig.of(
            "localhost",
            Integer.parseInt(args[1]),
            new Topics("drone-1"),
            Files.readString(Path.of(args[2])));
    Spool spool =
        Spool.open(
            new SpoolConfig(folder.resolve("spool"), 0),
            counters,
            InstantSource.system(),
            event -> {});
    try (CloudSession session =
        new CloudSession(
            broker,
            new Credentials(
                new IdentityFolder(folder.resolve("identity")), null, null, Duration.ZERO),
            new CloudParts(
                "drone-1",
                spool.events(),
                spool.receiptTail(),
                CommandInbox.open(folder.resolve("commands"), counters),
                report,
                () -> report,
                Duration.ofHours(1),
                new Deeds(folder, Boolean.parseBoolean(args[3])),
                wish -> new Wishes.Verdict(true, "", "all")),
            counters,
            InstantSource.system(),
            System::nanoTime,
            new Random(1))) {
      while (!Thread.interrupted()) {
        if (session.doWork() == 0) {
          Thread.sleep(2);
        }
      }
    }
  }

  private record Deeds(Path folder, boolean holds) implements Commands {
    @Override
    public Answer sendRecording(String commandId, HostTimeSpan span) {
      return Answer.refused("no journal here");
    }

    @Override
    public Answer sendRecording(String commandId, Zone zone) {
      return Answer.refused("no journal here");
    }

    @Override
    public Answer setUploadPolicy(String name) {
      return Answer.refused("no policy here");
    }

    @Override
    public Answer setMission(String label) {
      try {
        if (holds) {
          Files.createFile(folder.resolve("holding"));
          Thread.sleep(Duration.ofHours(1));
        }
        Files.writeString(
            folder.resolve("deeds"),
            label + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND,
            StandardOpenOption.SYNC);
        return Answer.done(label);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Answer.refused("interrupted");
      }
    }
  }
}
