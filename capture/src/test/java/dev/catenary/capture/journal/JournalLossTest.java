package dev.catenary.capture.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.link.Datagram;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a recovery says what it could not read: where in the file, and of when. */
class JournalLossTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final int PAYLOAD = 100;

  /** docs/journal.md: head 28 + 40 bytes; block 28 + 28 + payload + 12 + 8 + 4 + 4. */
  private static final int HEAD = 28 + 44;

  private static final int BLOCK = 28 + 28 + PAYLOAD + 12 + 8 + 8;

  @TempDir private Path folder;
  private final Counters counters = new Counters();

  private Path written(int datagrams) throws IOException {
    return written(1, datagrams);
  }

  private Path written(long first, int datagrams) throws IOException {
    JournalConfig config = new JournalConfig(folder, 1 << 20, 1_000_000_000, true);
    try (JournalWriter writer = new JournalWriter(config, new Counters())) {
      for (int i = 1; i <= datagrams; i++) {
        Datagram datagram = new Datagram();
        datagram.bytes = ByteBuffer.allocate(PAYLOAD);
        datagram.length = PAYLOAD;
        datagram.sequence = first + i - 1;
        datagram.arrivalNanos = (NOON.getEpochSecond() + i) * 1_000_000_000L;
        writer.append(datagram);
      }
    }
    return Segments.name(folder, first);
  }

  private List<JournalLoss> recovered(int datagrams) throws IOException {
    try (JournalSource source = new JournalSource(folder, counters)) {
      int count = 0;
      while (!source.isExhausted()) {
        count += source.poll(_ -> {}, 100);
      }
      assertThat(count).isEqualTo(datagrams);
      return source.losses();
    }
  }

  @Test
  void changedByteIsToldWithItsOffsetTheSequenceAndTheTimeBetween() throws IOException {
    Path segment = written(50);
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      assertThat(file.length()).isEqualTo(HEAD + 50L * BLOCK);
      file.seek(HEAD + 20L * BLOCK + 60);
      file.write(7);
    }
    JournalLoss loss = recovered(49).getFirst();
    assertThat(loss.fromByte()).isEqualTo(HEAD + 20L * BLOCK);
    assertThat(loss.bytes()).isEqualTo(BLOCK);
    assertThat(loss.sentence())
        .isEqualTo(
            BLOCK
                + " bytes of "
                + segment.getFileName()
                + " from byte "
                + (HEAD + 20L * BLOCK)
                + " are not what was written; datagrams 21 to 21 are lost, between "
                + "2026-11-21T12:00:20Z and 2026-11-21T12:00:22Z");
  }

  @Test
  void tornEndIsToldWithItsOffsetAndFromWhenOn() throws IOException {
    Path segment = written(50);
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      file.setLength(HEAD + 30L * BLOCK + 57);
    }
    JournalLoss loss = recovered(30).getFirst();
    assertThat(loss.fromByte()).isEqualTo(HEAD + 30L * BLOCK);
    assertThat(loss.bytes()).isEqualTo(57);
    assertThat(loss.sentence())
        .contains(
            "from byte " + (HEAD + 30L * BLOCK), "behind datagram 30 of 2026-11-21T12:00:30Z");
  }

  private static void damage(Path segment, int block) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      file.seek(HEAD + (long) block * BLOCK + 60);
      file.write(7);
    }
  }

  /** Run numbers leave 2^40 sequences between the datagrams of two runs; none of these is lost. */
  @Test
  void damageWhereARunBeginsCostsOnlyWhatTheSegmentHeld() throws IOException {
    long first = (3L << 40) + 1;
    Path segment = written(first, 50);
    damage(segment, 0);
    damage(segment, 1);
    long second = (4L << 40) + 1;
    damage(written(second, 50), 0);
    List<JournalLoss> losses = recovered(48 + 49);
    assertThat(counters.get(DeviceCounter.JOURNAL_DATAGRAMS_DAMAGED)).isEqualTo(3);
    assertThat(losses).hasSize(2);
    assertThat(losses.getFirst().sentence())
        .contains(
            "datagrams " + first + " to " + (first + 1) + " are lost, before 2026-11-21T12:00:03Z");
    assertThat(losses.getLast().sentence())
        .contains(
            "datagrams "
                + second
                + " to "
                + second
                + " are lost, between 2026-11-21T12:00:50Z and 2026-11-21T12:00:02Z");
  }

  @Test
  void segmentOfZerosIsToldWithTheDatagramItBeganWith() throws IOException {
    long first = (3L << 40) + 1;
    Path segment = written(first, 50);
    Files.write(segment, new byte[(int) Files.size(segment)]);
    assertThat(recovered(0).getFirst().sentence())
        .endsWith("are not whole; what was from datagram " + first + " on is lost");
  }
}
