package dev.catenary.capture.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplaySourceTest {
  private static final long MILLI = 1_000_000;
  private static final long START = 1_780_000_000_000_000_000L;

  @TempDir private Path folder;
  private final Counters counters = new Counters();
  private final List<Seen> seen = new ArrayList<>();
  private Path first;
  private Path second;
  private long nowNanos = 77;

  /** Ten datagrams 10 ms apart; a day later, five more. */
  @BeforeEach
  void record() throws IOException {
    first = recording("first.pcap", START, 10);
    second = recording("second.pcapng", START + 86_400_000 * MILLI, 5);
  }

  private Path recording(String name, long start, int datagrams) throws IOException {
    List<CaptureFiles.Frame> frames = new ArrayList<>();
    for (int i = 0; i < datagrams; i++) {
      byte[] frame = Wire.Link.ETHERNET.frame(Wire.ip(new byte[] {(byte) i}));
      frames.add(new CaptureFiles.Frame(start + i * 10 * MILLI, frame));
    }
    CaptureFiles.Format format =
        name.endsWith("ng")
            ? CaptureFiles.Format.PCAPNG_NANOS_BIG
            : CaptureFiles.Format.PCAP_NANOS_LITTLE;
    return Files.write(folder.resolve(name), format.file(1, frames));
  }

  private ReplaySource source(double pace) throws IOException {
    return new ReplaySource(List.of(first, second), pace, () -> nowNanos, counters);
  }

  private int poll(ReplaySource source) throws IOException {
    return source.poll(datagram -> seen.add(Seen.of(datagram)), 1_000);
  }

  @Test
  void asFastAsPossibleWaitsForNothing() throws IOException {
    try (ReplaySource source = source(ReplaySource.UNPACED)) {
      assertThat(source.poll(datagram -> seen.add(Seen.of(datagram)), 4)).isEqualTo(4);
      assertThat(poll(source)).isEqualTo(11);
      assertThat(source.isExhausted()).isTrue();
    }
    assertThat(seen.get(3).nanos()).isEqualTo(START + 30 * MILLI);
    assertThat(counters.get(DeviceCounter.DATAGRAMS_RECEIVED)).isEqualTo(15);
    assertThat(counters.get(DeviceCounter.BYTES_RECEIVED)).isEqualTo(15);
  }

  @Test
  void atRealPaceEachDatagramComesWhenItIsDueAndNotBefore() throws IOException {
    try (ReplaySource source = source(1)) {
      for (int i = 0; i < 9; i++) {
        assertThat(poll(source)).isEqualTo(1);
        nowNanos += 10 * MILLI - 1;
        assertThat(poll(source)).isZero();
        nowNanos += 1;
      }
      assertThat(source.isExhausted()).isFalse();
    }
  }

  @Test
  void nTimesThePaceGivesNTimesAsMany() throws IOException {
    try (ReplaySource source = source(4)) {
      poll(source);
      nowNanos += 10 * MILLI;
      assertThat(poll(source)).isEqualTo(4);
    }
  }

  @Test
  void halfThePaceIsPossible() throws IOException {
    try (ReplaySource source = source(0.5)) {
      poll(source);
      nowNanos += 19 * MILLI;
      assertThat(poll(source)).isZero();
      nowNanos += MILLI;
      assertThat(poll(source)).isEqualTo(1);
    }
  }

  @Test
  void timeBetweenTwoFilesIsNotWaitedFor() throws IOException {
    try (ReplaySource source = source(1)) {
      poll(source);
      nowNanos += 90 * MILLI;
      assertThat(poll(source)).isEqualTo(10);
      nowNanos += 40 * MILLI;
      assertThat(poll(source)).isEqualTo(4);
      assertThat(source.isExhausted()).isTrue();
    }
    assertThat(seen.get(10).nanos()).isEqualTo(START + 86_400_000 * MILLI);
  }

  @Test
  void fileThatIsNoRecordingIsRefusedBeforeAnythingIsRead() throws IOException {
    Path text = Files.writeString(folder.resolve("list.txt"), "first.pcap");
    assertThatThrownBy(() -> new ReplaySource(List.of(first, text), 0, () -> nowNanos, counters))
        .isInstanceOf(NotACaptureFileException.class);
    assertThat(counters.snapshot()).isEmpty();
  }

  @Test
  void paceThatIsNoPaceIsRefused() {
    assertThatThrownBy(() -> source(-1)).hasMessageContaining("found the pace -1.0");
    assertThatThrownBy(() -> source(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void damagedFileIsReadToItsDamageAndTheNextOneFollows() throws IOException {
    byte[] whole = Files.readAllBytes(first);
    Files.write(first, java.util.Arrays.copyOf(whole, whole.length - 1));
    try (ReplaySource source = source(ReplaySource.UNPACED)) {
      assertThat(poll(source)).isEqualTo(14);
    }
    assertThat(counters.get(DeviceCounter.CAPTURE_RECORDS_UNREADABLE)).isEqualTo(1);
  }
}
