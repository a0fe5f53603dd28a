package dev.catenary.device.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.cloud.CloudLink;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.health.StatusDoor;
import dev.catenary.proto.counter.Counters;
import dev.catenary.uplink.credential.IdentityFolder;
import dev.catenary.uplink.credential.PrivateAuthority;
import dev.catenary.uplink.iot.BrokerConfig;
import dev.catenary.uplink.iot.BrokerLine;
import dev.catenary.uplink.iot.MosquittoProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor's check of the broker, against a real one. */
class BrokerCheckTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private MosquittoProcess mosquitto;
  private BrokerConfig broker;
  private IdentityFolder identity;

  @BeforeEach
  void begin() throws Exception {
    PrivateAuthority authority = new PrivateAuthority(folder.resolve("ca"));
    mosquitto = new MosquittoProcess(folder.resolve("broker"), authority);
    identity = new IdentityFolder(folder.resolve("identity"));
    identity.stage(authority.client("drone-1"));
    identity.promote();
    Files.writeString(folder.resolve("trust.pem"), authority.trustPem());
    Path file =
        Files.writeString(
            folder.resolve("catenary.yaml"),
            """
            vehicle: drone-1
            data-directory: data
            sensors: [{name: mast}]
            position: {source: fixed, latitude: -37.8, longitude: 145.0, height: 30}
            iot: {endpoint: localhost, port: %d, identity: identity, trust: trust.pem}
            """
                .formatted(mosquitto.port()));
    broker = CloudLink.broker(ConfigFile.read(file).require().iot());
  }

  @AfterEach
  void end() {
    mosquitto.close();
  }

  private Diagnosis look(Path service) throws IOException {
    List<Diagnosis> all = new BrokerCheck(broker, identity, service, TIMEOUT).look();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  @Test
  void secondClientOfOurNameIsNamedByTheDoctor() throws Exception {
    try (BrokerLine twin =
        new BrokerLine(broker, "drone-1", identity.current(), null, List.of(), new Counters())) {
      twin.start();
      assertThat(twin.await(TIMEOUT).up()).isTrue();
      Diagnosis found = look(null);
      assertThat(found.verdict()).isEqualTo(Verdict.BAD);
      assertThat(found.found()).contains("another client", "under our name 'drone-1'");
    }
  }

  @Test
  void vehicleAloneUnderItsNameIsLetIn() throws Exception {
    Diagnosis found = look(null);
    assertThat(found.found()).contains("lets us in");
    assertThat(found.verdict()).isEqualTo(Verdict.GOOD);
  }

  @Test
  void runningServiceIsAskedInPlaceOfTheBroker() throws Exception {
    Path socket = folder.resolve("status.sock");
    String answer =
        "{\"links\": [{\"link\": \"disk\", \"condition\": \"OK\", \"why\": \"fine\"},"
            + " {\"link\": \"cloud\", \"condition\": \"DEGRADED\","
            + " \"why\": \"found another client under our name\", \"cure\": \"rename one\"}]}\n";
    Diagnosis found = beside(socket, answer);
    assertThat(found.verdict()).isEqualTo(Verdict.DOUBTFUL);
    assertThat(found.found()).contains("found another client under our name");
    assertThat(found.cure()).isEqualTo("rename one");
    assertThat(beside(socket, answer.replace("DEGRADED", "OK")).verdict()).isEqualTo(Verdict.GOOD);
  }

  private Diagnosis beside(Path socket, String answer) throws Exception {
    try (StatusDoor door = new StatusDoor(socket, 0, _ -> answer)) {
      Thread server = Thread.ofPlatform().start(() -> serve(door));
      try {
        return look(socket);
      } finally {
        server.interrupt();
        door.wake();
        server.join();
      }
    }
  }

  private static void serve(StatusDoor door) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        door.serve(20);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
