package dev.catenary.device.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.health.HostReading;
import dev.catenary.uplink.transfer.DirectoryConfig;
import dev.catenary.uplink.transfer.DirectoryStore;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each fault is made for real where it can be: a port in use, a folder that is missing. */
final class DoctorTest {
  private static final Duration SHORT = Duration.ofMillis(100);

  @TempDir private Path folder;

  @Test
  void everyProblemOfTheConfigurationIsAFinding() throws Exception {
    ConfigFile file =
        ConfigFile.parse("c.yaml", "sensors: [{nam: roof}]\nzones: {cell: x}", folder);
    List<Diagnosis> found = new ConfigurationCheck(file).look();
    assertThat(found).hasSize(file.problems().size()).hasSizeGreaterThan(1);
    assertThat(found).allMatch(one -> one.verdict() == Verdict.BAD && !one.cure().isEmpty());
  }

  @Test
  void aClockThatWasNeverSetIsBadAndOneThatRunsFreeIsDoubtful() {
    assertThat(clock(true, "2026-06-01T00:00:00Z").verdict()).isEqualTo(Verdict.GOOD);
    assertThat(clock(false, "2026-06-01T00:00:00Z").verdict()).isEqualTo(Verdict.DOUBTFUL);
    assertThat(clock(true, "1970-01-01T00:03:00Z").verdict()).isEqualTo(Verdict.BAD);
  }

  private static Diagnosis clock(boolean synchronised, String now) {
    HostReading host = new HostReading(List.of(), synchronised, 0.001, 1, List.of());
    return new ClockCheck(host, () -> Instant.parse(now)).look().getFirst();
  }

  @Test
  void repairMakesAMissingDataDirectoryAndTouchesNothingThatIsThere() throws Exception {
    Path data = folder.resolve("data");
    DiskCheck check = new DiskCheck(data, data.resolve("spool"), 0, null);
    Doctor doctor = new Doctor(List.of(check));
    assertThat(Doctor.worst(doctor.examine(false))).isEqualTo(Verdict.BAD);
    assertThat(data).doesNotExist();
    List<Diagnosis> repaired = doctor.examine(true);
    assertThat(repaired).allMatch(Diagnosis::repaired);
    assertThat(data).isDirectory();
    Path kept = Files.writeString(data.resolve("kept"), "kept");
    doctor.examine(true);
    assertThat(kept).hasContent("kept");
    assertThat(data).isDirectoryNotContaining("glob:**.doctor-*");
  }

  @Test
  void aDiskWithoutRoomAboveItsReserveIsBad() throws Exception {
    DiskCheck check = new DiskCheck(folder, folder.resolve("spool"), Long.MAX_VALUE, null);
    assertThat(Doctor.worst(check.look())).isEqualTo(Verdict.BAD);
  }

  @Test
  void aDamagedFileOfTheSpoolIsFound() throws Exception {
    Path spool = Files.createDirectories(folder.resolve("spool"));
    Files.write(spool.resolve("0-x_y.manifest"), new byte[40]);
    List<Diagnosis> found = new DiskCheck(folder, spool, 0, null).look();
    assertThat(found).extracting(Diagnosis::check).contains("spool");
  }

  @Test
  void aPortInUseIsBad() throws Exception {
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      Diagnosis found = port(taken.getLocalPort(), null, false);
      assertThat(found.verdict()).isEqualTo(Verdict.BAD);
      assertThat(found.found()).startsWith("not free");
      assertThat(port(taken.getLocalPort(), null, true).verdict())
          .as("the service's own")
          .isEqualTo(Verdict.GOOD);
    }
  }

  @Test
  void aPacketIsSeenWithItsSenderAndSilenceIsBad() throws Exception {
    int port = freePort();
    assertThat(port(port, null, false).found()).isEqualTo("no packet in 0.1 s");
    Thread sender = Thread.ofPlatform().start(() -> send(port));
    try {
      PortCheck patient =
          new PortCheck("roof", "127.0.0.1", port, null, Duration.ofSeconds(20), false);
      assertThat(patient.look().getFirst().found())
          .isEqualTo("a packet of 1206 bytes from 127.0.0.1");
      Diagnosis other = port(port, "192.0.2.1", false);
      assertThat(other.found()).isEqualTo("packets from 127.0.0.1 alone");
    } finally {
      sender.interrupt();
      sender.join();
    }
  }

  private static void send(int port) {
    try (DatagramSocket socket = new DatagramSocket()) {
      byte[] bytes = new byte[1206];
      while (!Thread.currentThread().isInterrupted()) {
        socket.send(
            new DatagramPacket(bytes, bytes.length, InetAddress.getByName("127.0.0.1"), port));
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Diagnosis port(int port, String source, boolean running) throws IOException {
    return new PortCheck("roof", "127.0.0.1", port, source, SHORT, running).look().getFirst();
  }

  private static int freePort() throws IOException {
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      return free.getLocalPort();
    }
  }

  @Test
  void aSmallReceiveBufferLimitIsRaisedByRepairAndNeverLowered() throws Exception {
    Path limit = Files.writeString(folder.resolve("rmem_max"), "212992\n");
    Doctor doctor = new Doctor(List.of(new ReceiveBufferCheck(limit, 8_388_608)));
    assertThat(Doctor.worst(doctor.examine(false))).isEqualTo(Verdict.DOUBTFUL);
    assertThat(Doctor.worst(doctor.examine(true))).isEqualTo(Verdict.GOOD);
    Files.writeString(limit, "33554432\n");
    doctor.examine(true);
    assertThat(limit).hasContent("33554432");
  }

  @Test
  void theKernelsOwnLimitIsReadWhole() throws Exception {
    Diagnosis found = new ReceiveBufferCheck(ReceiveBufferCheck.RMEM_MAX, 2_304).look().getFirst();
    // Linux' least receive buffer is 2304 bytes (socket(7)), so no limit is below it.
    assertThat(found.verdict()).as(found.found()).isEqualTo(Verdict.GOOD);
  }

  @Test
  void anMtuBelowThatOfEthernetIsDoubtfulAndBelowIpv6sLeastIsBad() {
    assertThat(NetworkCheck.mtu("eth0", 1_500).verdict()).isEqualTo(Verdict.GOOD);
    assertThat(NetworkCheck.mtu("wg0", 1_420).verdict()).isEqualTo(Verdict.DOUBTFUL);
    assertThat(NetworkCheck.mtu("eth0", 576).verdict()).isEqualTo(Verdict.BAD);
  }

  @Test
  void theWayToTheStoreIsToldStepByStep() throws Exception {
    try (DirectoryStore store = new DirectoryStore(new DirectoryConfig(folder.resolve("s")))) {
      int port;
      try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
        port = listening.getLocalPort();
        List<Diagnosis> found = store(port, store).look();
        assertThat(found).extracting(Diagnosis::check).containsExactly("DNS", "credentials");
        assertThat(found).allMatch(one -> one.verdict() == Verdict.GOOD);
      }
      List<Diagnosis> refused = store(port, store).look();
      assertThat(refused.getLast().check()).isEqualTo("store");
      assertThat(refused.getLast().verdict()).isEqualTo(Verdict.BAD);
      try (var objects = Files.walk(folder.resolve("s"))) {
        assertThat(objects.filter(Files::isRegularFile)).as("objects left").isEmpty();
      }
    }
  }

  private static StoreCheck store(int port, DirectoryStore store) {
    return new StoreCheck(URI.create("http://127.0.0.1:" + port), store, "doctor/v", SHORT);
  }

  @Test
  @Timeout(60)
  void aCheckThatDoesNotAnswerInTimeSaysSoAndHoldsUpNoOther() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    List<Check> checks =
        List.of(
            () -> List.of(Diagnosis.good("first", "all", "all")),
            () -> {
              // As a name server that does not answer: no interrupt ends it.
              boolean ended = false;
              while (!ended) {
                try {
                  never.await();
                  ended = true;
                } catch (InterruptedException e) {
                  // Goes on.
                }
              }
              return List.of();
            },
            () -> {
              throw new IllegalStateException("broken");
            },
            () -> List.of(Diagnosis.good("last", "all", "all")));
    List<Diagnosis> found = new Doctor(checks).examineWithin(Duration.ofSeconds(2));
    never.countDown();
    assertThat(found).hasSize(4);
    assertThat(found.getFirst().verdict()).isEqualTo(Verdict.GOOD);
    assertThat(found.get(1).verdict()).isEqualTo(Verdict.BAD);
    assertThat(found.get(1).found()).isEqualTo("no answer within 2 s");
    assertThat(found.get(2).found()).contains("broken");
    assertThat(found.getLast().verdict()).isEqualTo(Verdict.GOOD);
  }

  @Test
  void aCheckThatCannotLookIsItselfAFinding() {
    Check broken = new ReceiveBufferCheck(folder.resolve("missing"), 1);
    List<Diagnosis> found = new Doctor(List.of(broken)).examine(true);
    assertThat(Doctor.worst(found)).isEqualTo(Verdict.BAD);
  }
}
