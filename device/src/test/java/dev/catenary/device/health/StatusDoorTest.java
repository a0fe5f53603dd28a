package dev.catenary.device.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door on real sockets, with the JDK's own HTTP client and a real unix socket. */
final class StatusDoorTest {
  private static final String LONG = "x".repeat(1_000_000);

  @TempDir private Path folder;
  private Path socket;
  private int port;
  private StatusDoor door;
  private Thread server;
  private volatile boolean stop;

  @BeforeEach
  void open() throws Exception {
    socket = folder.resolve("run/status.sock");
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    door = new StatusDoor(socket, port, StatusDoorTest::answer);
    server =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    while (!stop) {
                      door.serve(1_000);
                    }
                    door.close();
                  } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                });
  }

  @AfterEach
  void close() throws Exception {
    stop = true;
    door.wake();
    server.join();
    assertThat(socket).as("the socket goes with its service").doesNotExist();
  }

  private static String answer(String question) {
    return switch (question) {
      case "long" -> LONG;
      case "metrics" -> "catenary_up 1\n";
      default -> "you asked " + question;
    };
  }

  @Test
  void aQuestionOnTheUnixSocketIsAnsweredWhole() throws Exception {
    assertThat(StatusQuestion.ask(socket, "json")).isEqualTo("you asked json");
    assertThat(StatusQuestion.ask(socket, "long")).isEqualTo(LONG);
  }

  @Test
  void onlyTheOwnerAndTheGroupMayAsk() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-rw----");
  }

  @Test
  void metricsAreServedOverHttpAndNothingElseIs() throws Exception {
    HttpResponse<String> metrics = get("/metrics");
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.headers().firstValue("content-type")).contains(MetricsText.CONTENT_TYPE);
    assertThat(metrics.body()).isEqualTo("catenary_up 1\n");
    assertThat(get("/").statusCode()).isEqualTo(404);
  }

  @Test
  void anotherHostNameIsRefused() throws Exception {
    try (java.net.Socket plain = new java.net.Socket("127.0.0.1", port)) {
      plain
          .getOutputStream()
          .write("GET /metrics HTTP/1.1\r\nHost: evil.example\r\n\r\n".getBytes("US-ASCII"));
      assertThat(new String(plain.getInputStream().readAllBytes(), "US-ASCII"))
          .startsWith("HTTP/1.1 403 ");
    }
  }

  @Test
  void visitorsThatSayNothingOrGoAwayHoldNobodyUp() throws Exception {
    List<SocketChannel> silent = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      silent.add(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }
    assertThat(StatusQuestion.ask(socket, "text")).isEqualTo("you asked text");
    for (SocketChannel visitor : silent) {
      visitor.close();
    }
    assertThat(StatusQuestion.ask(socket, "text")).isEqualTo("you asked text");
  }

  @Test
  void aCrowdOfSilentVisitorsShutsNeitherDoor() throws Exception {
    List<SocketChannel> silent = new ArrayList<>();
    List<java.net.Socket> slow = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      silent.add(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
      java.net.Socket plain = new java.net.Socket("127.0.0.1", port);
      plain.getOutputStream().write('G');
      slow.add(plain);
    }
    assertThat(StatusQuestion.ask(socket, "text")).isEqualTo("you asked text");
    assertThat(get("/metrics").statusCode()).isEqualTo(200);
    for (int i = 0; i < 40; i++) {
      silent.get(i).close();
      slow.get(i).close();
    }
  }

  @Test
  void whenNobodyListensTheCureIsTold() {
    assertThatThrownBy(() -> StatusQuestion.ask(folder.resolve("none"), "text"))
        .hasMessageContaining("found nobody at")
        .hasMessageContaining("cure: systemctl status catenary");
  }

  private HttpResponse<String> get(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          BodyHandlers.ofString());
    }
  }
}
