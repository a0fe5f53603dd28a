package dev.catenary.grants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resources that callers can take up of the service, with a certificate or without. */
class DoorLimitsTest {
  private static final int CONNECTIONS = 8;
  private static final int PATIENCE_MILLIS = 60_000;
  private static final String MAY = "2024-05-07T08:00:00Z";

  @TempDir static Path folder;
  private static GrantsProcess service;
  private static SSLContext vehicle;
  private static SSLContext nobody;
  private static Asker drone;

  @BeforeAll
  static void start() throws Exception {
    table("vehicles.csv", "vehicle, utility, from, until", "drone-1, east, -, -");
    table(
        "utilities.csv",
        "utility, account, region, bucket, prefix, role, endpoint, network",
        "east, -, us-east-1, east, survey, -, https://store.example, -");
    table("revoked.csv", "sha256, reason");
    TestAuthority authority = new TestAuthority(folder.resolve("ca"));
    TestAuthority.Identity identity = authority.issue("drone-1", "drone-1", false);
    service =
        new GrantsProcess(
            folder,
            authority,
            authority.issue("server", "grants", true),
            List.of("connections = " + CONNECTIONS, "requests-at-once = 1", "request-seconds = 5"),
            "key",
            "secret");
    vehicle = Asker.tls(authority.certificate(), identity);
    nobody = Asker.tls(authority.certificate(), null);
    drone = Asker.vehicle(service.url(), authority.certificate(), identity);
  }

  /**
   * Waits until connections that an earlier test closed have been noticed and their room is free.
   */
  @BeforeEach
  void awaitRoom() {
    Awaitility.await()
        .ignoreExceptions()
        .until(
            () -> {
              try (SSLSocket one = open(nobody);
                  SSLSocket two = open(nobody);
                  SSLSocket three = open(nobody)) {
                one.startHandshake();
                two.startHandshake();
                three.startHandshake();
                return true;
              }
            });
  }

  private static void table(String name, String... lines) throws IOException {
    Files.writeString(folder.resolve(name), String.join("\n", lines));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void callerWithoutAnIdentityIsRefusedBeforeTheBodyIsRead() throws Exception {
    try (Socket socket = open(nobody)) {
      // No byte of the body is ever sent.
      send(socket, head(1_000_000));
      assertThat(firstLine(socket)).startsWith("HTTP/1.1 401 ");
      assertThat(isDropped(socket)).isTrue();
    }
  }

  @Test
  void slowCallersAreDropped() throws Exception {
    try (Socket inHandshake = plain();
        Socket inHead = open(nobody);
        Socket inBody = open(vehicle)) {
      inHandshake.getOutputStream().write(0x16);
      send(inHead, "POST /v1/grants HTTP/1.1\r\n");
      send(inBody, head(100) + "{");
      assertThat(isDropped(inHandshake)).as("in the handshake").isTrue();
      assertThat(isDropped(inHead)).as("in the head").isTrue();
      assertThat(isDropped(inBody)).as("in the body").isTrue();
    }
  }

  @Test
  void requestBeyondThoseAnsweredAtOnceIsTurnedAwayAndCounted() throws Exception {
    try (Socket slow = open(vehicle)) {
      send(slow, head(100) + "{");
      Awaitility.await().until(() -> ask().status() == 503);
      assertThat(drone.health()).doesNotContain("\"turnedAwayFull\":0");
      assertThat(isDropped(slow)).isTrue();
      Awaitility.await().until(() -> ask().status() == 200);
    }
  }

  private static Asker.Said ask() throws IOException, InterruptedException {
    return drone.ask(Chunk.of("drone-1", "x", MAY).find());
  }

  @Test
  void connectionsBeyondTheLimitAreClosedAsTheyComeAndTheOthersAreServed() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int number = 0; number <= CONNECTIONS; number++) {
        sockets.add(plain());
      }
      assertThat(isDropped(sockets.getLast())).isTrue();
      try (Socket first = secured(nobody, sockets.getFirst())) {
        send(first, head(1));
        assertThat(firstLine(first)).startsWith("HTTP/1.1 401 ");
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static String head(int length) {
    return "POST /v1/grants HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n";
  }

  private static Socket plain() throws IOException {
    Socket socket = new Socket(service.url().getHost(), service.url().getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static SSLSocket open(SSLContext tls) throws IOException {
    return secured(tls, plain());
  }

  private static SSLSocket secured(SSLContext tls, Socket plain) throws IOException {
    return (SSLSocket)
        tls.getSocketFactory()
            .createSocket(plain, service.url().getHost(), service.url().getPort(), true);
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private static String firstLine(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    InputStream in = socket.getInputStream();
    for (int next = in.read(); next >= 0 && next != '\r'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString();
  }

  /** Tests whether the service ends the connection though the client does not. */
  private static boolean isDropped(Socket socket) {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
