package dev.catenary.capture.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.link.DatagramRing;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private final Counters counters = new Counters();

  @TempDir private Path folder;

  private JournalConfig config(boolean keepRaw) {
    return new JournalConfig(folder, 1 << 16, 1_000_000_000, keepRaw, 0);
  }

  /** Fields of a datagram that are compared. */
  private record Seen(long sequence, long arrivalNanos, int source, int port, List<Byte> bytes) {
    static Seen of(Datagram datagram) {
      List<Byte> bytes = new ArrayList<>();
      for (int i = 0; i < datagram.length; i++) {
        bytes.add(datagram.bytes.get(datagram.offset + i));
      }
      return new Seen(
          datagram.sequence,
          datagram.arrivalNanos,
          datagram.sourceIpv4,
          datagram.destinationPort,
          bytes);
    }
  }

  private List<Seen> write(int datagrams, int lengthMax) throws IOException {
    Random random = new Random(5);
    List<Seen> written = new ArrayList<>();
    try (JournalWriter writer = new JournalWriter(config(true), counters)) {
      for (int i = 1; i <= datagrams; i++) {
        Datagram datagram = datagram(random, i, lengthMax);
        written.add(Seen.of(datagram));
        writer.append(datagram);
      }
    }
    return written;
  }

  private static Datagram datagram(Random random, long sequence, int lengthMax) {
    byte[] payload = new byte[random.nextInt(lengthMax)];
    random.nextBytes(payload);
    Datagram datagram = new Datagram();
    datagram.bytes = ByteBuffer.wrap(payload);
    datagram.length = payload.length;
    datagram.sequence = sequence;
    datagram.arrivalNanos = 1_780_000_000_123_456_789L + sequence * 1_327_104;
    datagram.sourceIpv4 = 0xC0A8_01C9;
    datagram.sourcePort = 2368;
    datagram.destinationPort = 2368;
    return datagram;
  }

  private List<Seen> read(Path from) throws IOException {
    List<Seen> read = new ArrayList<>();
    try (JournalSource source = new JournalSource(from, counters)) {
      while (source.poll(datagram -> read.add(Seen.of(datagram)), 100) > 0) {
        assertThat(source.lastSequence()).isPositive();
      }
      assertThat(source.isExhausted()).isTrue();
    }
    return read;
  }

  @Test
  void everythingIsReadBackFromSeveralSegments() throws IOException {
    List<Seen> written = write(500, 3_000);
    assertThat(Segments.list(folder)).hasSizeGreaterThan(5);
    assertThat(read(folder)).isEqualTo(written);
    assertThat(counters.get(DeviceCounter.JOURNAL_DATAGRAMS_RECOVERED)).isEqualTo(500);
  }

  @Test
  void segmentGrowsOnWhereTheDiskTakesNoNewName() throws IOException {
    Random random = new Random(5);
    List<Seen> written = new ArrayList<>();
    try (JournalWriter writer = new JournalWriter(config(true), counters)) {
      for (int i = 1; i <= 3_000; i++) {
        if (i == 10) {
          // A folder of the name makes every further segment impossible, as a disk without inodes.
          for (int next = i; next < 2_000; next++) {
            Files.createDirectory(Segments.name(folder, next));
          }
        }
        Datagram datagram = datagram(random, i, 200);
        written.add(Seen.of(datagram));
        writer.append(datagram);
      }
    }
    try (var files = Files.list(folder)) {
      for (Path each : files.filter(Files::isDirectory).toList()) {
        Files.delete(each);
      }
    }
    assertThat(counters.get(DeviceCounter.JOURNAL_WRITE_FAILURES)).isZero();
    assertThat(Files.size(Segments.list(folder).getFirst().file())).isGreaterThan(2 << 16);
    assertThat(Segments.list(folder)).hasSizeGreaterThan(1);
    assertThat(read(folder)).isEqualTo(written);
  }

  /** {@code /dev/null} takes all and refuses to force it, as a disk that has lost what it took. */
  @Test
  void whatIsRefusedToBeForcedIsCountedAndWhatComesGoesIntoAnotherSegment() throws IOException {
    Path refusing = Segments.name(folder, 1);
    Files.createSymbolicLink(refusing, Path.of("/dev/null"));
    Random random = new Random(5);
    List<Seen> kept = new ArrayList<>();
    try (JournalWriter writer = new JournalWriter(config(true), counters)) {
      for (int i = 1; i <= 10; i++) {
        writer.append(datagram(random, i, 200));
      }
      writer.force();
      assertThat(counters.get(DeviceCounter.JOURNAL_WRITE_FAILURES)).isEqualTo(10);
      assertThat(writer.isKeeping()).isFalse();
      writer.force();
      assertThat(writer.isKeeping()).isTrue();
      for (int i = 11; i <= 20; i++) {
        Datagram datagram = datagram(random, i, 200);
        kept.add(Seen.of(datagram));
        writer.append(datagram);
      }
    }
    Files.delete(refusing);
    assertThat(read(folder)).isEqualTo(kept);
    assertThat(counters.get(DeviceCounter.JOURNAL_WRITE_FAILURES)).isEqualTo(10);
  }

  @Test
  void fullSegmentThatIsRefusedToBeForcedIsCounted() throws IOException {
    Files.createSymbolicLink(Segments.name(folder, 1), Path.of("/dev/null"));
    Random random = new Random(5);
    int last = 0;
    try (JournalWriter writer = new JournalWriter(config(true), counters)) {
      while (Segments.list(folder).size() == 1) {
        writer.append(datagram(random, ++last, 3_000));
      }
      writer.force();
      // The last one began the segment behind it.
      assertThat(counters.get(DeviceCounter.JOURNAL_WRITE_FAILURES)).isEqualTo(last - 1);
      assertThat(writer.isKeeping()).isTrue();
    }
    assertThat(counters.get(DeviceCounter.JOURNAL_WRITE_FAILURES)).isEqualTo(last - 1);
  }

  @Test
  void segmentCutAtAnyByteGivesTheDatagramsBeforeTheCut() throws IOException {
    List<Seen> written = write(4, 60);
    Path segment = Segments.list(folder).getFirst().file();
    byte[] whole = Files.readAllBytes(segment);
    for (int length = 0; length <= whole.length; length++) {
      Files.write(segment, java.util.Arrays.copyOf(whole, length));
      List<Seen> read = read(folder);
      assertThat(written.subList(0, read.size())).isEqualTo(read);
    }
    assertThat(read(folder)).isEqualTo(written);
    assertThat(counters.get(DeviceCounter.JOURNAL_SEGMENTS_TRUNCATED)).isPositive();
  }

  @Test
  void anyChangedByteCostsItsOwnDatagramAndIsCounted() throws IOException {
    List<Seen> written = write(6, 60);
    Path segment = Segments.list(folder).getFirst().file();
    byte[] whole = Files.readAllBytes(segment);
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x10;
      Files.write(segment, changed);
      Counters fresh = new Counters();
      List<Seen> read = new ArrayList<>();
      try (JournalSource source = new JournalSource(folder, fresh)) {
        source.poll(datagram -> read.add(Seen.of(datagram)), 100);
      }
      assertThat(written).containsAll(read);
      assertThat(read).hasSizeGreaterThanOrEqualTo(written.size() - 1);
      long counted =
          fresh.get(DeviceCounter.JOURNAL_DATAGRAMS_DAMAGED)
              + fresh.get(DeviceCounter.JOURNAL_SEGMENTS_TRUNCATED);
      assertThat(counted > 0).isEqualTo(read.size() < written.size());
    }
  }

  @Test
  void runThatWasCutOffIsToldOnceByTheNext() throws IOException {
    write(20, 60);
    DatagramRing ring = new DatagramRing(1 << 16, counters);
    try (JournalWriter writer = new JournalWriter(config(true), counters);
        JournaledSource source =
            new JournaledSource(
                new JournalSource(folder, counters), ring, writer, () -> true, 1_000)) {
      while (source.poll(_ -> {}, 100) > 0) {
        assertThat(counters.get(DeviceCounter.RUNS_CUT_OFF)).isZero();
      }
      ring.offer(ByteBuffer.wrap(new byte[10]), 0, 10, 0, 5, 6, 7, 8);
      ring.offer(ByteBuffer.wrap(new byte[10]), 0, 10, 0, 5, 6, 7, 8);
      source.poll(_ -> {}, 100);
      assertThat(counters.get(DeviceCounter.RUNS_CUT_OFF)).isOne();
      writer.releaseAll();
    }
    try (JournalSource after = new JournalSource(folder, counters)) {
      after.tellGapBefore(datagram(new Random(1), 3_000, 10));
    }
    assertThat(counters.get(DeviceCounter.RUNS_CUT_OFF)).isOne();
  }

  @Test
  void segmentOfZerosIsPassedOverAndTheNextOneRead() throws IOException {
    List<Seen> written = write(500, 3_000);
    List<Segments.Segment> segments = Segments.list(folder);
    Path first = segments.getFirst().file();
    Files.write(first, new byte[(int) Files.size(first)]);
    long second = segments.get(1).firstSequence();
    assertThat(read(folder))
        .isEqualTo(written.stream().filter(seen -> seen.sequence() >= second).toList());
    assertThat(counters.get(DeviceCounter.JOURNAL_SEGMENTS_TRUNCATED)).isEqualTo(1);
  }

  /** A folder opens and does not read: as a file on a bad place of the disk. */
  @Test
  void segmentThatTheDiskDoesNotReadCostsItselfAndNoMore() throws IOException {
    List<Seen> written = write(500, 3_000);
    List<Segments.Segment> segments = Segments.list(folder);
    for (int bad : new int[] {1, segments.size() - 1}) {
      Files.delete(segments.get(bad).file());
      Files.createDirectory(segments.get(bad).file());
    }
    long from = segments.get(1).firstSequence();
    long to = segments.get(2).firstSequence();
    long last = segments.getLast().firstSequence();
    List<Seen> readable =
        written.stream()
            .filter(seen -> seen.sequence() < from || seen.sequence() >= to)
            .filter(seen -> seen.sequence() < last)
            .toList();
    assertThat(read(folder)).isEqualTo(readable);
    assertThat(counters.get(DeviceCounter.JOURNAL_SEGMENTS_TRUNCATED)).isEqualTo(2);
    assertThat(counters.get(DeviceCounter.JOURNAL_DATAGRAMS_RECOVERED)).isEqualTo(readable.size());
  }

  @Test
  void wiresharksToolsOpenASegmentAlsoACutOne() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/tshark")), "tshark is not installed on this machine");
    write(20, 1_300);
    Path segment = Segments.list(folder).getFirst().file();
    assertThat(tsharkCount(segment)).isEqualTo(20);
    byte[] whole = Files.readAllBytes(segment);
    Files.write(segment, java.util.Arrays.copyOf(whole, whole.length - 10));
    assertThat(tsharkCount(segment)).isEqualTo(19);
  }

  private static long tsharkCount(Path segment) throws Exception {
    Process process =
        new ProcessBuilder(
                "/usr/bin/tshark",
                "-r",
                segment.toString(),
                "-Y",
                "udp",
                "-T",
                "fields",
                "-e",
                "udp.dstport")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> lines = process.inputReader().readAllLines();
    process.waitFor();
    return lines.stream().filter(line -> line.equals("2368")).count();
  }

  @Test
  void segmentsAreReleasedOnlyWhenNothingNeedsThem() throws IOException {
    Random random = new Random(9);
    try (JournalWriter writer = new JournalWriter(config(false), counters)) {
      for (int i = 1; i <= 400; i++) {
        writer.append(datagram(random, i, 3_000));
      }
      writer.force();
      List<Segments.Segment> before = Segments.list(folder);
      long needed = before.get(3).firstSequence() + 2;
      writer.release(needed);
      assertThat(Segments.list(folder)).isEqualTo(before.subList(2, before.size()));
      assertThat(read(folder).getFirst().sequence()).isLessThan(needed);
      writer.releaseAll();
      assertThat(Segments.list(folder)).isEmpty();
    }
  }

  @Test
  void liveDatagramsAreNumberedOnFromTheRecoveredOnes() throws IOException {
    List<Seen> old = write(30, 100);
    DatagramRing ring = new DatagramRing(1 << 16, counters);
    ring.offer(ByteBuffer.wrap(new byte[10]), 0, 10, 0, 5, 6, 7, 8);
    List<Long> sequences = new ArrayList<>();
    try (JournalWriter writer = new JournalWriter(config(true), counters);
        JournaledSource source =
            new JournaledSource(
                new JournalSource(folder, counters), ring, writer, () -> true, 1_000)) {
      while (source.poll(datagram -> sequences.add(datagram.sequence), 7) > 0) {
        assertThat(sequences).isNotEmpty();
      }
    }
    assertThat(sequences).hasSize(31).isSorted().endsWith(30L, 1_001L);
    assertThat(read(folder)).hasSize(31).startsWith(old.toArray(new Seen[0]));
  }

  @Test
  void appendingAllocatesNothing() throws IOException {
    Datagram datagram = datagram(new Random(1), 1, 1_206);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    JournalConfig large = new JournalConfig(folder, 1L << 30, 1_000_000_000, true);
    try (JournalWriter writer = new JournalWriter(large, counters)) {
      for (int i = 0; i < 20_000; i++) {
        datagram.sequence++;
        writer.append(datagram);
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 10_000; i++) {
        datagram.sequence++;
        writer.append(datagram);
      }
      assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }
  }

  @Test
  void keptRawIsGivenUpFromTheOldestOnAndOnlyWhereNothingNeedsIt() throws IOException {
    try (JournalWriter writer = new JournalWriter(config(true), counters)) {
      Random random = new Random(5);
      for (int i = 1; i <= 1_000; i++) {
        writer.append(datagram(random, i, 1_206));
      }
      List<Segments.Segment> before = Segments.list(folder);
      assertThat(before).hasSizeGreaterThan(5);
      writer.release(Long.MAX_VALUE);
      assertThat(Segments.list(folder)).isEqualTo(before);
      assertThat(writer.giveUp(before.get(2).firstSequence() - 1)).isZero();
      assertThat(writer.giveUp(before.get(2).firstSequence())).isGreaterThan(60_000);
      assertThat(writer.giveUp(before.get(2).firstSequence())).isZero();
      assertThat(Segments.list(folder)).isEqualTo(before.subList(1, before.size()));
      assertThat(counters.get(DeviceCounter.JOURNAL_SEGMENTS_GIVEN_UP)).isEqualTo(1);
    }
  }
}
