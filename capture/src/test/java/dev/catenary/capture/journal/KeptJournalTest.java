package dev.catenary.capture.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.link.Datagram;
import dev.catenary.proto.counter.Counters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal that is kept ({@code keepRaw}) is read again only as far as a start needs it. */
class KeptJournalTest {
  private static final long RUN = 1L << 40;

  @TempDir private Path folder;

  private JournalWriter writer() throws IOException {
    return new JournalWriter(
        new JournalConfig(folder, 1 << 16, 1_000_000_000, true, 0), counters());
  }

  private static Counters counters() {
    return new Counters();
  }

  private static void append(JournalWriter writer, long first, long last) {
    for (long sequence = first; sequence <= last; sequence++) {
      Datagram datagram = new Datagram();
      datagram.bytes = ByteBuffer.allocate(1_206);
      datagram.length = 1_206;
      datagram.sequence = sequence;
      writer.append(datagram);
    }
  }

  private List<Long> read() throws IOException {
    List<Long> read = new ArrayList<>();
    try (JournalSource source = new JournalSource(folder, counters())) {
      while (source.poll(datagram -> read.add(datagram.sequence), 100) > 0) {
        assertThat(read).isNotEmpty();
      }
      assertThat(source.isExhausted()).isTrue();
    }
    return read;
  }

  private static List<Long> sequences(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  @Test
  void afterAStopAllIsThereAndNothingIsReadAgain() throws IOException {
    try (JournalWriter writer = writer()) {
      append(writer, RUN + 1, RUN + 300);
      writer.releaseAll();
    }
    assertThat(Segments.list(folder)).hasSizeGreaterThan(4);
    assertThat(read()).isEmpty();
    try (JournalSource source = new JournalSource(folder, counters())) {
      assertThat(source.before().sequence()).isEqualTo(RUN + 300);
    }
    // The next run is cut off: it alone is read again.
    try (JournalWriter writer = writer()) {
      append(writer, 2 * RUN + 1, 2 * RUN + 10);
    }
    assertThat(read()).isEqualTo(sequences(2 * RUN + 1, 2 * RUN + 10));
  }

  @Test
  void stopWithoutAnyDatagramIsNone() throws IOException {
    try (JournalWriter writer = writer()) {
      writer.releaseAll();
    }
    try (JournalWriter writer = writer()) {
      append(writer, RUN + 1, RUN + 10);
    }
    assertThat(read()).isEqualTo(sequences(RUN + 1, RUN + 10));
  }

  @Test
  void afterACutItIsReadFromWhereAReleasedJournalWouldBegin() throws IOException {
    long needed;
    List<Segments.Segment> segments;
    try (JournalWriter writer = writer()) {
      append(writer, RUN + 1, RUN + 400);
      segments = Segments.list(folder);
      needed = segments.get(3).firstSequence() + 2;
      writer.release(needed);
      writer.release(Long.MIN_VALUE);
    }
    assertThat(Segments.list(folder)).isEqualTo(segments);
    assertThat(read()).isEqualTo(sequences(segments.get(2).firstSequence(), RUN + 400));
  }

  @Test
  void whatIsOnlyALeadIsToldToTheNextStart() throws IOException {
    long needed;
    try (JournalWriter writer = writer()) {
      append(writer, RUN + 1, RUN + 400);
      needed = Segments.list(folder).get(3).firstSequence() + 2;
      writer.release(needed);
    }
    try (JournalSource source = new JournalSource(folder, counters())) {
      assertThat(source.doneBelow()).isEqualTo(needed);
    }
    // Of another journal's segments it says nothing.
    for (Segments.Segment segment : Segments.list(folder)) {
      Files.delete(segment.file());
    }
    try (JournalSource source = new JournalSource(folder, counters())) {
      assertThat(source.doneBelow()).isEqualTo(NeededFrom.ALL);
    }
  }

  @Test
  void leadIsKeptHoweverShortItsSegments() throws IOException {
    Path led = folder.resolve("led");
    JournalConfig config = new JournalConfig(led, 1 << 16, 1_000_000_000, false, 2_000_000_000);
    List<Segments.Segment> before;
    try (JournalWriter writer = new JournalWriter(config, counters())) {
      for (long sequence = RUN + 1; sequence <= RUN + 1_000; sequence++) {
        Datagram datagram = new Datagram();
        datagram.bytes = ByteBuffer.allocate(1_206);
        datagram.length = 1_206;
        datagram.sequence = sequence;
        datagram.arrivalNanos = 1_780_000_000_000_000_000L + sequence % RUN * 10_000_000;
        writer.append(datagram);
      }
      writer.force();
      before = Segments.list(led);
    }
    // A later run, which has to read when the segments began.
    try (JournalWriter writer = new JournalWriter(config, counters())) {
      long needed = before.getLast().firstSequence();
      writer.release(needed);
      long left = Segments.list(led).getFirst().firstSequence();
      assertThat(needed - left).isGreaterThanOrEqualTo(200);
      assertThat(Segments.list(led).get(1).firstSequence()).isGreaterThan(needed - 200);
    }
  }

  @Test
  void markWithAnyChangedBitIsNotBelieved() throws IOException {
    try (JournalWriter writer = writer()) {
      append(writer, RUN + 1, RUN + 100);
      writer.releaseAll();
    }
    List<Segments.Segment> segments = Segments.list(folder);
    Path mark = folder.resolve("needed-from");
    byte[] whole = Files.readAllBytes(mark);
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] changed = whole.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(mark, changed);
      assertThat(NeededFrom.toRead(folder, segments).sequence()).isEqualTo(NeededFrom.ALL);
    }
    Files.write(mark, new byte[whole.length]);
    assertThat(read()).isEqualTo(sequences(RUN + 1, RUN + 100));
  }

  @Test
  void markOfAnotherJournalIsNotBelieved() throws IOException {
    try (JournalWriter writer = writer()) {
      append(writer, 7 * RUN + 1, 7 * RUN + 100);
      writer.releaseAll();
    }
    for (Segments.Segment segment : Segments.list(folder)) {
      Files.delete(segment.file());
    }
    try (JournalWriter writer = writer()) {
      append(writer, RUN + 1, RUN + 10);
    }
    assertThat(read()).isEqualTo(sequences(RUN + 1, RUN + 10));
  }
}
