package dev.catenary.capture.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaptureFileReaderTest {
  private static final long START = 1_780_000_000_123_456_789L;
  private static final Path TSHARK = Path.of("/usr/bin/tshark");

  @TempDir private Path folder;
  private final Counters counters = new Counters();
  private final Random random = new Random(3);

  private byte[] payload(int length) {
    byte[] payload = new byte[length];
    random.nextBytes(payload);
    return payload;
  }

  /** Five datagrams; the second and fourth in fragments, those of the fourth in reverse order. */
  private List<CaptureFiles.Frame> frames(
      Wire.Link link, CaptureFiles.Format format, List<Seen> expected) {
    List<CaptureFiles.Frame> frames = new ArrayList<>();
    long nanos = START;
    for (int i = 0; i < 5; i++) {
      byte[] payload = payload(i % 2 == 0 ? 1_206 : 24_832);
      List<byte[]> parts =
          i % 2 == 0 ? List.of(Wire.ip(payload)) : Wire.fragments(i, payload, 1_480);
      for (byte[] part : i == 3 ? parts.reversed() : parts) {
        nanos += 12_345_678;
        frames.add(new CaptureFiles.Frame(nanos, link.frame(part)));
      }
      expected.add(Seen.expected(format.exactly(nanos), payload));
    }
    return frames;
  }

  @ParameterizedTest
  @EnumSource(CaptureFiles.Format.class)
  void everyFormatGivesEveryDatagramThroughEveryLinkLayer(CaptureFiles.Format format)
      throws IOException {
    for (Wire.Link link : Wire.Link.values()) {
      List<Seen> expected = new ArrayList<>();
      byte[] bytes = format.file(link.type, frames(link, format, expected));
      Path file = Files.write(folder.resolve(format + "-" + link), bytes);
      assertThat(Seen.read(file, counters)).as("%s", link).isEqualTo(expected);
    }
    assertThat(counters.snapshot()).isEmpty();
  }

  /** The independent reader: the same file, the same datagrams, times and payloads. */
  @ParameterizedTest
  @EnumSource(Wire.Link.class)
  void tsharkReadsTheSameDatagrams(Wire.Link link) throws Exception {
    assumeTrue(Files.isExecutable(TSHARK), "tshark is not here; install it: apt install tshark");
    for (CaptureFiles.Format format :
        List.of(
            CaptureFiles.Format.PCAP_MICROS_BIG,
            CaptureFiles.Format.PCAP_NANOS_LITTLE,
            CaptureFiles.Format.PCAPNG_NANOS_BIG,
            CaptureFiles.Format.PCAPNG_MICROS_LITTLE)) {
      byte[] bytes = format.file(link.type, frames(link, format, new ArrayList<>()));
      Path file = Files.write(folder.resolve(format + "-" + link), bytes);
      assertThat(Seen.read(file, counters)).hasSize(5).isEqualTo(tshark(file));
    }
  }

  private static List<Seen> tshark(Path file) throws Exception {
    List<String> command = new ArrayList<>(List.of(TSHARK.toString(), "-r", file.toString()));
    command.addAll(List.of("-o", "ip.defragment:TRUE", "-Y", "udp", "-T", "fields"));
    for (String field : List.of("frame.time_epoch", "udp.srcport", "udp.dstport", "udp.payload")) {
      command.addAll(List.of("-e", field));
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    List<Seen> seen = new ArrayList<>();
    for (String line : process.inputReader().readAllLines()) {
      String[] fields = line.split("\t");
      long nanos = new java.math.BigDecimal(fields[0]).movePointRight(9).longValueExact();
      seen.add(
          new Seen(
              nanos,
              Wire.SOURCE,
              Integer.parseInt(fields[1]),
              Integer.parseInt(fields[2]),
              fields[3]));
    }
    process.waitFor();
    return seen;
  }

  /** draft-ietf-opsawg-pcapng: if_tsresol with its high bit set is a power of two. */
  @Test
  void timesInPowersOfTwoAndAnOffsetInSecondsAreRead() throws IOException {
    byte[] payload = payload(10);
    ByteBuffer out = ByteBuffer.allocate(1_000).order(ByteOrder.LITTLE_ENDIAN);
    CaptureFiles.section(out);
    CaptureFiles.interfaceOf(out, 228, 0x80 | 10, 1_000_000);
    CaptureFiles.enhanced(out, 5 * 1_024 + 256, Wire.ip(payload));
    Path file = write(out);
    assertThat(Seen.read(file, counters))
        .containsExactly(Seen.expected(1_000_005_250_000_000L, payload));
  }

  @Test
  void sectionsOfOneFileMayDifferInByteOrder() throws IOException {
    byte[] payload = payload(10);
    ByteBuffer out = ByteBuffer.allocate(2_000);
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      out.order(order);
      CaptureFiles.section(out);
      CaptureFiles.interfaceOf(out, 228, 9, 0);
      CaptureFiles.enhanced(out, START, Wire.ip(payload));
    }
    Seen expected = Seen.expected(START, payload);
    assertThat(Seen.read(write(out), counters)).containsExactly(expected, expected);
  }

  @Test
  void otherTrafficIsPassedOverAndIsNoLoss() throws IOException {
    byte[] arp = new byte[60];
    arp[12] = 8;
    arp[13] = 6;
    byte[] tcp = Wire.ip(payload(100));
    tcp[9] = 6;
    List<CaptureFiles.Frame> frames =
        List.of(
            new CaptureFiles.Frame(START, arp),
            new CaptureFiles.Frame(START, Wire.Link.ETHERNET.frame(tcp)));
    Path file =
        Files.write(folder.resolve("other"), CaptureFiles.Format.PCAP_NANOS_LITTLE.file(1, frames));
    assertThat(Seen.read(file, counters)).isEmpty();
    assertThat(counters.get(DeviceCounter.CAPTURE_FRAMES_OTHER)).isEqualTo(2);
    assertThat(counters.snapshot()).hasSize(1);
  }

  @Test
  void datagramThatTheCaptureCutShortIsCounted() throws IOException {
    byte[] whole = Wire.Link.ETHERNET.frame(Wire.ip(payload(1_206)));
    byte[] cut = java.util.Arrays.copyOf(whole, 96);
    List<CaptureFiles.Frame> frames = List.of(new CaptureFiles.Frame(START, cut));
    Path file =
        Files.write(
            folder.resolve("snaplen"), CaptureFiles.Format.PCAP_NANOS_LITTLE.file(1, frames));
    assertThat(Seen.read(file, counters)).isEmpty();
    assertThat(counters.get(DeviceCounter.CAPTURE_RECORDS_UNREADABLE)).isEqualTo(1);
  }

  @Test
  void fileThatIsNoCaptureIsRefusedWithItsFirstBytesAndTheCure() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "hello");
    assertThatThrownBy(() -> new CaptureFileReader(file, counters))
        .isInstanceOf(NotACaptureFileException.class)
        .hasMessageContaining("notes.txt: found the first bytes 68656c6c")
        .hasMessageContaining("Record with tcpdump");
  }

  private Path write(ByteBuffer out) throws IOException {
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return Files.write(folder.resolve("file.pcapng"), bytes);
  }
}
