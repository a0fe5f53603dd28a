package dev.catenary.capture.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SerialLinkTest {
  @TempDir Path folder;
  private final Counters counters = new Counters();
  private final DatagramRing ring = new DatagramRing(1 << 20, counters);
  private final ByteArrayOutputStream got = new ByteArrayOutputStream();

  @BeforeAll
  static void socatIsThere() {
    Pty.assumeSocat();
  }

  private SerialLink link(Path device) {
    return new SerialLink(
        new SerialLinkConfig("gnss", device, 3_001, 115_200),
        4,
        ring,
        counters,
        () -> 77,
        System::nanoTime);
  }

  private boolean hasGot(SerialLink link, byte[] expected) {
    link.doWork();
    ring.poll(
        datagram -> {
          assertThat(datagram.link).isEqualTo(4);
          assertThat(datagram.arrivalNanos).isEqualTo(77);
          assertThat(datagram.sourceIpv4).isZero();
          assertThat(datagram.destinationPort).isEqualTo(3_001);
          byte[] bytes = new byte[datagram.length];
          datagram.bytes.get(datagram.offset, bytes);
          got.writeBytes(bytes);
        },
        100);
    return Arrays.equals(got.toByteArray(), expected);
  }

  private static boolean works(SerialLink link) {
    link.doWork();
    return link.problem() == null;
  }

  private static byte[] randomBytes(int seed) {
    byte[] bytes = new byte[20_000];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @Test
  void everyByteOfALiveLineArrivesInOrder() throws Exception {
    Path device = folder.resolve("tty");
    try (Pty pty = new Pty(device);
        SerialLink link = link(device)) {
      link.doWork();
      assertThat(link.problem()).isNull();
      byte[] sent = randomBytes(1);
      pty.send(sent);
      await().pollDelay(java.time.Duration.ZERO).until(() -> hasGot(link, sent));
      assertThat(counters.get(DeviceCounter.BYTES_RECEIVED)).isEqualTo(sent.length);
      assertThat(counters.get(DeviceCounter.SERIAL_RECONNECTS)).isZero();
    }
  }

  @Test
  void pulledCableIsSaidAndThePortOpenedAgainWhenItIsBack() throws Exception {
    Path device = folder.resolve("tty");
    byte[] sent = randomBytes(2);
    try (SerialLink link = link(device)) {
      try (Pty pty = new Pty(device)) {
        link.doWork();
        pty.send(sent);
        await().until(() -> hasGot(link, sent));
      }
      await().until(() -> !works(link));
      assertThat(link.problem()).contains("has gone").contains("Check cable");
      try (Pty pty = new Pty(device)) {
        await().until(() -> works(link));
        assertThat(counters.get(DeviceCounter.SERIAL_RECONNECTS)).isEqualTo(1);
        got.reset();
        byte[] more = randomBytes(3);
        pty.send(more);
        await().until(() -> hasGot(link, more));
      }
    }
  }

  @Test
  void portThatAnotherHasIsSaidWithTheCureAndTakenWhenItIsFree() throws Exception {
    Path device = folder.resolve("tty");
    try (Pty _ = new Pty(device)) {
      try (SerialLink second = link(device)) {
        try (SerialLink first = link(device)) {
          first.doWork();
          assertThat(first.problem()).isNull();
          second.doWork();
          assertThat(second.problem()).contains("busy").contains("fuser -v " + device);
        }
        await().until(() -> works(second));
        assertThat(counters.get(DeviceCounter.SERIAL_RECONNECTS)).isZero();
      }
    }
  }

  @Test
  void portThatIsNotThereYetIsSaidAndTriedMoreAndMoreSeldom() {
    long[] nanos = {0};
    Path device = folder.resolve("later");
    try (SerialLink link =
        new SerialLink(
            new SerialLinkConfig("gnss", device, 3_001, 9_600),
            0,
            ring,
            counters,
            () -> 0,
            () -> nanos[0])) {
      for (int millis = 0; millis <= 20_000; millis += 5) {
        nanos[0] = millis * 1_000_000L;
        link.doWork();
      }
      assertThat(link.problem()).contains("no such port").contains("/dev/serial/by-id");
      // At 0, then after 0.125, 0.25, 0.5, 1 and 2 s, then each 4 s: the tenth at 19.875 s.
      assertThat(link.attempts()).isEqualTo(10);
    }
  }

  @Test
  void fileThatIsNoSerialPortIsSaidNotThrown() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no port");
    try (SerialLink link = link(file)) {
      link.doWork();
      assertThat(link.problem()).contains("no serial port");
    }
  }
}
