package dev.catenary.device.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.catenary.device.board.BoardBeside;
import dev.catenary.device.board.Wires;
import dev.catenary.device.health.StatusQuestion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code catenary run} itself, on pins of our own: lines as BoardFile has them for the Pi 5. */
final class BoardRunTest {
  private static final int LIGHT = 17;
  private static final int SWITCH = 27;
  private static final int POWER_FAIL = 22;
  private static final int FIRST_SUPPLY = 23;
  private static final int SECOND_SUPPLY = 24;
  private static final int PACKETS = 500;
  private static final int PACKET_BYTES = 1_206;

  @TempDir private Path folder;
  private final Wires wires = new Wires();

  private Path configuration(int port) throws IOException {
    return Files.writeString(
        folder.resolve("catenary.yaml"),
        """
        data-directory: data
        sensors: [{name: roof, link: {address: 127.0.0.1, port: %d}, position-port: 0}]
        position: {source: fixed, latitude: -37.81, longitude: 144.96}
        spool: {reserve: 0}
        classification: {model: rules}
        journal: {sync-every: 60, keep-raw: true}
        service: {socket: status.sock}
        board:
          status-light: 11
          mission-switch: 13
          power-fail: 15
          hold-up: 500
          sensor-power: 16, 18
          sensor-power-step: 300
          pps: gpio
          pps-pin: 7
        """
            .formatted(port));
  }

  private String status(String question) {
    try {
      return StatusQuestion.ask(folder.resolve("status.sock"), question);
    } catch (IOException e) {
      return "";
    }
  }

  private long journalBytes() {
    try (Stream<Path> files = Files.list(folder.resolve("data/journal"))) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      return -1;
    }
  }

  private static int freePort() throws IOException {
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      return free.getLocalPort();
    }
  }

  private static void send(int port) throws IOException {
    byte[] bytes = new byte[PACKET_BYTES];
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int i = 0; i < PACKETS; i++) {
        socket.send(
            new DatagramPacket(bytes, bytes.length, InetAddress.getByName("127.0.0.1"), port));
      }
    }
  }

  @Test
  void switchSuppliesLightAndPowerFailureGoThroughTheRunningService() throws Exception {
    int port = freePort();
    Path model = Files.writeString(folder.resolve("model"), "Raspberry Pi 5 Model B Rev 1.0\0");
    AtomicLong journalWhenSuppliesWentOff = new AtomicLong(-1);
    wires.onOutput(
        (line, high) -> {
          if (line == FIRST_SUPPLY && !high) {
            journalWhenSuppliesWentOff.compareAndSet(-1, journalBytes());
          }
        });
    CommandLine run =
        new CommandLine(
            new RunCommand(
                new BoardBeside.Surroundings(model, folder.resolve("no-pps"), file -> wires)));
    StringWriter out = new StringWriter();
    run.setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
    String config = configuration(port).toString();
    CompletableFuture<Integer> service =
        CompletableFuture.supplyAsync(() -> run.execute("--config", config));

    patiently().until(() -> wires.isHigh(FIRST_SUPPLY) && wires.isHigh(SECOND_SUPPLY));
    patiently().until(() -> status("text").contains("2 of 2 sensors' supplies are on"));
    assertThat(status("text")).contains("no pulse yet at pin 7");
    assertThat(status("json")).contains("\"computer\": \"raspberry-pi-5\"");
    patiently().until(() -> wires.isHigh(LIGHT));
    assertThat(mission()).contains("\"running\": false");
    wires.put(SWITCH, false);
    patiently().until(() -> mission().contains("\"running\": true"));
    assertThat(mission()).contains("board switch");
    wires.put(4, true);
    patiently().until(() -> status("json").contains("\"ppsPulses\": 1"));

    send(port);
    patiently().until(() -> status("json").contains("\"journal_datagrams\": " + PACKETS));
    wires.put(POWER_FAIL, false);
    assertThat(service.get(60, TimeUnit.SECONDS)).as(out.toString()).isZero();
    assertThat(wires.isHigh(FIRST_SUPPLY)).isFalse();
    assertThat(wires.isHigh(SECOND_SUPPLY)).isFalse();
    assertThat(wires.isHigh(LIGHT)).isFalse();
    assertThat(journalWhenSuppliesWentOff).hasValueGreaterThan((long) PACKETS * PACKET_BYTES);
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofMinutes(1));
  }

  private String mission() {
    return status("mission");
  }
}
