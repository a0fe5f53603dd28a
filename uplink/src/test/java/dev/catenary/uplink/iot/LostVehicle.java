package dev.catenary.uplink.iot;

import com.google.protobuf.ByteString;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.message.DeviceReport;
import dev.catenary.uplink.credential.DeviceIdentity;
import dev.catenary.uplink.credential.PrivateAuthority;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A vehicle in a process of its own, connected to the broker, that can be killed. */
final class LostVehicle implements AutoCloseable {
  private static final String UP = "up";

  private final Process process;

  private LostVehicle(Process process) {
    this.process = process;
  }

  /** Starts one whose certificate the authority has made, and waits until it is let in. */
  static LostVehicle start(int port, PrivateAuthority authority, String thing) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LostVehicle.class.getName(),
                Integer.toString(port),
                authority.certificate().toString(),
                authority.file(thing + ".pem").toString(),
                authority.file(thing + ".key").toString(),
                thing)
            .redirectErrorStream(true)
            .start();
    StringBuilder said = new StringBuilder();
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = reader.readLine(); !UP.equals(line); line = reader.readLine()) {
      if (line == null) {
        throw new IOException("the vehicle did not get in:\n" + said);
      }
      said.append(line).append('\n');
    }
    return new LostVehicle(process);
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Topics topics = new Topics(args[4]);
    ByteString will =
        DeviceReport.newBuilder().setFormatVersion(1).setVehicle(args[4]).build().toByteString();
    BrokerLine line =
        new BrokerLine(
            BrokerConfig.of(
                "localhost", Integer.parseInt(args[0]), topics, Files.readString(Path.of(args[1]))),
            args[4],
            DeviceIdentity.parse(
                args[2], Files.readString(Path.of(args[2])) + Files.readString(Path.of(args[3]))),
            new Will(topics.reports(), will),
            List.of(),
            new Counters());
    line.start();
    System.out.println(line.await(Duration.ofSeconds(20)).up() ? UP : line.state().toString());
    Thread.sleep(Duration.ofMinutes(5));
  }
}
