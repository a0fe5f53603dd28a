package dev.catenary.capture.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.journal.DatagramChoice.OfSequences;
import dev.catenary.capture.journal.DatagramChoice.OfSpan;
import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.replay.CaptureFileReader;
import dev.catenary.proto.counter.Counters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalExtractTest {
  private static final long NOON = 1_780_000_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  /** Some 60 of these fill a segment. */
  private static final int LENGTH = 1_000;

  @TempDir private Path folder;
  private final Counters counters = new Counters();
  private JournalWriter writer;
  private KeptSegments kept;

  @BeforeEach
  void begin() throws IOException {
    writer =
        new JournalWriter(
            new JournalConfig(folder.resolve("journal"), 1 << 16, SECOND, false), counters);
    kept = new KeptSegments(folder.resolve("journal"), folder.resolve("journal/asked/x"));
  }

  /** One a second. */
  private void write(long first, long last, long aheadNanos) {
    for (long sequence = first; sequence <= last; sequence++) {
      Datagram datagram = new Datagram();
      datagram.bytes = ByteBuffer.allocate(LENGTH).putLong(0, sequence);
      datagram.length = LENGTH;
      datagram.sequence = sequence;
      datagram.arrivalNanos = NOON + aheadNanos + sequence * SECOND;
      datagram.destinationPort = 2_368;
      writer.append(datagram);
    }
  }

  private JournalPlan plan(DatagramChoice choice, long pieceBytesMax) throws IOException {
    JournalPlan plan = new JournalPlan(folder.resolve("journal/asked/x"), choice, pieceBytesMax);
    while (plan.step()) {
      // One segment a step.
    }
    return plan;
  }

  /** Sequences in the files of a plan, by the reader of any capture file. */
  private List<Long> extracted(DatagramChoice choice, JournalPlan plan) throws IOException {
    List<Long> found = new ArrayList<>();
    Path out = folder.resolve("out.pcapng");
    for (JournalPiece piece : plan.pieces()) {
      new JournalExtract(choice, piece).write(folder.resolve("journal/asked/x"), out);
      assertThat(Files.size(out)).isEqualTo(piece.bytes());
      long before = found.size();
      Datagram datagram = new Datagram();
      try (CaptureFileReader reader = new CaptureFileReader(out, counters)) {
        while (reader.next(datagram)) {
          long sequence = datagram.bytes.duplicate().getLong(datagram.offset);
          assertThat(datagram.length).isEqualTo(LENGTH);
          found.add(sequence);
        }
        assertThat(reader.isDamaged()).isFalse();
      }
      assertThat(found.size() - before).isEqualTo(piece.datagrams());
    }
    return found;
  }

  private static List<Long> from(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  @Test
  void timeIsFoundAfterTheJournalHasLetGoOfAllOfIt() throws IOException {
    write(1, 1_000, 0);
    kept.keepNew();
    writer.releaseAll();
    assertThat(Segments.list(folder.resolve("journal"))).isEmpty();
    OfSpan choice = new OfSpan(NOON + 300 * SECOND, NOON + 500 * SECOND);
    assertThat(extracted(choice, plan(choice, 1 << 30))).isEqualTo(from(300, 500));
  }

  @Test
  void segmentThatIsStillBeingWrittenIsReadAsFarAsItIsForced() throws IOException {
    write(1, 5, 0);
    kept.keepNew();
    write(6, 9, 0);
    writer.force();
    OfSpan choice = new OfSpan(NOON, NOON + 8 * SECOND);
    assertThat(extracted(choice, plan(choice, 1 << 30))).isEqualTo(from(1, 8));
    writer.close();
  }

  @Test
  void manyDatagramsGoInFilesNoLargerThanWanted() throws IOException {
    write(1, 500, 0);
    writer.force();
    kept.keepNew();
    OfSequences choice =
        new OfSequences(List.of(new OfSequences.Range(10, 200), new OfSequences.Range(190, 300)));
    JournalPlan plan = plan(choice, 100_000);
    assertThat(plan.pieces()).hasSizeGreaterThan(2).allMatch(piece -> piece.bytes() <= 100_000);
    assertThat(extracted(choice, plan)).isEqualTo(from(10, 300));
    writer.close();
  }

  @Test
  void onlySegmentsThatMayHoldItAreKept() throws IOException {
    write(1, 3_000, 0);
    kept.keepNew();
    int all = kept.files().size();
    OfSpan choice = new OfSpan(NOON + 1_500 * SECOND, NOON + 1_510 * SECOND);
    kept.narrow(choice);
    assertThat(kept.files().size()).isLessThan(all * 2 / 3);
    assertThat(extracted(choice, plan(choice, 1 << 30))).isEqualTo(from(1_500, 1_510));
    kept.keepOnly(plan(choice, 1 << 30).segments());
    assertThat(kept.files().size()).isBetween(1, 2);
    assertThat(extracted(choice, plan(choice, 1 << 30))).isEqualTo(from(1_500, 1_510));
    // What was let go of is not kept again.
    kept.keepNew();
    assertThat(kept.files().size()).isBetween(1, 2);
    writer.close();
  }

  @Test
  void clockThatIsSetBackHidesNothing() throws IOException {
    write(1, 400, 0);
    write(401, 800, -3_600 * SECOND);
    write(801, 3_000, 7_200 * SECOND);
    kept.keepNew();
    OfSpan choice = new OfSpan(NOON - 3_000 * SECOND, NOON + 390 * SECOND);
    kept.narrow(choice);
    List<Long> expected = new ArrayList<>(from(1, 390));
    expected.addAll(from(600, 800));
    assertThat(extracted(choice, plan(choice, 1 << 30))).isEqualTo(expected);
    writer.close();
  }

  @Test
  void damagedDatagramIsLeftOutAndTheOthersStay() throws IOException {
    write(1, 50, 0);
    writer.close();
    kept.keepNew();
    Path segment = kept.files().getFirst();
    try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 20_000);
    }
    OfSpan choice = new OfSpan(NOON, NOON + 100 * SECOND);
    List<Long> found = extracted(choice, plan(choice, 1 << 30));
    assertThat(found).hasSize(49).isSubsetOf(from(1, 50));
  }

  @Test
  void wheneverThereIsNothingThePlanIsEmpty() throws IOException {
    write(1, 10, 0);
    writer.force();
    kept.keepNew();
    JournalPlan plan = plan(new OfSpan(0, 1), 1 << 30);
    assertThat(plan.pieces()).isEmpty();
    assertThat(plan.segments()).isEmpty();
    writer.close();
  }
}
