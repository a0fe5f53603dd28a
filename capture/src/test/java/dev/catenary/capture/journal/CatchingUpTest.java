package dev.catenary.capture.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.link.DatagramRing;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Live datagrams that arrive while the journal of an earlier run is read: they are kept at once,
 * have their turn in order, and none is lost however slow the rest of the machine is.
 */
class CatchingUpTest {
  private static final long BASE = 10_000;
  private static final long SECOND = 1_000_000_000;

  private final Counters counters = new Counters();
  private final DatagramRing ring = new DatagramRing(1 << 20, counters);
  private final List<Long> seen = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private long arrivalNanos = 1_780_000_000L * SECOND;
  private int sent;

  @TempDir private Path folder;

  private JournalConfig config() {
    return new JournalConfig(folder, 1 << 16, SECOND, true);
  }

  /** A run that was cut off after so many datagrams, numbered from 1 and marked below zero. */
  private void earlier(int datagrams) throws IOException {
    try (JournalWriter writer = new JournalWriter(config(), counters)) {
      for (int i = 1; i <= datagrams; i++) {
        Datagram datagram = new Datagram();
        datagram.bytes = ByteBuffer.allocate(900).putInt(0, -i);
        datagram.length = 900;
        datagram.sequence = i;
        datagram.arrivalNanos = arrivalNanos++;
        writer.append(datagram);
      }
    }
  }

  /** Datagrams marked 1, 2, 3 and so on come in. */
  private void come(int datagrams) {
    for (int i = 0; i < datagrams; i++) {
      ByteBuffer bytes = ByteBuffer.allocate(900).putInt(0, ++sent);
      ring.offer(bytes, 0, 900, 0, arrivalNanos++, 5, 6, 7);
    }
  }

  private JournaledSource source(JournalWriter writer, Downstream downstream) throws IOException {
    return new JournaledSource(new JournalSource(folder, counters), ring, writer, downstream, BASE);
  }

  private void see(Datagram datagram) {
    seen.add(datagram.sequence);
    ByteBuffer bytes = datagram.bytes.duplicate();
    marks.add(bytes.order(java.nio.ByteOrder.BIG_ENDIAN).getInt(datagram.offset));
  }

  private static List<Long> sequences(int earlier, int live) {
    return LongStream.concat(
            LongStream.rangeClosed(1, earlier), LongStream.rangeClosed(BASE + 1, BASE + live))
        .boxed()
        .toList();
  }

  private static List<Integer> marks(int earlier, int live) {
    return LongStream.concat(
            LongStream.rangeClosed(1, earlier).map(i -> -i), LongStream.rangeClosed(1, live))
        .mapToObj(i -> (int) i)
        .toList();
  }

  @Test
  void withoutRoomNothingIsReadAndWhatComesIsKeptForTheNextRunToo() throws IOException {
    earlier(300);
    try (JournalWriter writer = new JournalWriter(config(), counters);
        JournaledSource source = source(writer, () -> false)) {
      for (int step = 0; step < 20; step++) {
        come(10);
        source.poll(this::see, 64);
      }
      assertThat(seen).isEmpty();
      assertThat(source.isCaughtUp()).isFalse();
    }
    // That run ends here without a word; the next one finds both.
    try (JournalWriter writer = new JournalWriter(config(), counters);
        JournaledSource source =
            new JournaledSource(
                new JournalSource(folder, counters), ring, writer, () -> true, 2 * BASE)) {
      come(1);
      while (!source.isCaughtUp()) {
        source.poll(this::see, 64);
      }
      assertThat(source.liveAfter()).isEqualTo(2 * BASE);
    }
    List<Long> expected = new ArrayList<>(sequences(300, 200));
    expected.add(2 * BASE + 1);
    assertThat(seen).isEqualTo(expected);
    assertThat(marks).isEqualTo(marks(300, 201));
    assertThat(counters.get(DeviceCounter.JOURNAL_DATAGRAMS_RECOVERED)).isEqualTo(500);
    assertThat(counters.get(DeviceCounter.JOURNAL_SEGMENTS_TRUNCATED)).isZero();
  }

  /** Whatever the pace of either side, the order is that of arrival and nothing comes twice. */
  @Property(tries = 60)
  void allComesOnceInOrderAndItCatchesUp(
      @ForAll @IntRange(min = 1, max = 400) int earlier,
      @ForAll @IntRange(min = 10, max = 200) int limit,
      @ForAll @IntRange(min = 20, max = 100) int roomPercent,
      @ForAll long seed)
      throws IOException {
    Path mine = Files.createTempDirectory("catching-up");
    CatchingUpTest fresh = new CatchingUpTest();
    fresh.folder = mine;
    fresh.run(earlier, limit, roomPercent, new Random(seed));
    try (var files = Files.walk(mine)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void run(int earlier, int limit, int roomPercent, Random random) throws IOException {
    earlier(earlier);
    try (JournalWriter writer = new JournalWriter(config(), counters);
        JournaledSource source = source(writer, () -> random.nextInt(100) < roomPercent)) {
      for (int step = 0; step < 400; step++) {
        come(random.nextInt(4));
        source.poll(this::see, limit);
        if (random.nextInt(10) == 0) {
          writer.force();
        }
      }
      for (int step = 0; step < 100_000 && !source.isCaughtUp(); step++) {
        come(random.nextInt(2));
        source.poll(this::see, limit);
      }
      assertThat(source.isCaughtUp()).isTrue();
      come(5);
      for (int step = 0; step < 100_000 && seen.size() < earlier + sent; step++) {
        source.poll(this::see, limit);
      }
    }
    assertThat(seen).isEqualTo(sequences(earlier, sent));
    assertThat(marks).isEqualTo(marks(earlier, sent));
    assertThat(counters.get(DeviceCounter.JOURNAL_DATAGRAMS_RECOVERED)).isEqualTo(earlier);
    assertThat(counters.get(DeviceCounter.JOURNAL_SEGMENTS_TRUNCATED)).isZero();
    assertThat(counters.get(DeviceCounter.JOURNAL_DATAGRAMS_DAMAGED)).isZero();
  }

  /** At ease never again, and with room or without. */
  private static final class Busy implements Downstream {
    private boolean room = true;
    private boolean ease = true;

    @Override
    public boolean hasRoom() {
      return room;
    }

    @Override
    public boolean isAtEase() {
      return room && ease;
    }
  }

  @Test
  void machineThatOnlyFallsBehindGivesWorkUpAndWhatIsLateIsReadWithoutRoom() throws IOException {
    earlier(10);
    Busy busy = new Busy();
    try (JournalWriter writer = new JournalWriter(config(), counters);
        JournaledSource source = source(writer, busy)) {
      come(30);
      // So few at once that it does not catch up in this step.
      source.poll(this::see, 4);
      for (int step = 0; step < 3; step++) {
        source.poll(this::see, 4);
      }
      int before = seen.size();
      busy.ease = false;
      seconds(source, 9);
      assertThat(seen).as("at once").hasSize(before);
      seconds(source, 31);
      assertThat(seen).as("after work is given up").hasSizeGreaterThan(before);
      busy.room = false;
      before = seen.size();
      seconds(source, 250);
      assertThat(seen).as("without room").hasSize(before);
      seconds(source, 100);
      assertThat(seen).as("when it is late").hasSizeGreaterThan(before);
      busy.room = true;
      busy.ease = true;
      catchUp(source);
    }
    assertThat(seen).isEqualTo(sequences(10, sent));
  }

  private void seconds(JournaledSource source, int seconds) throws IOException {
    for (int second = 0; second < seconds; second++) {
      arrivalNanos += SECOND;
      come(4);
      source.poll(this::see, 4);
    }
  }

  private void catchUp(JournaledSource source) throws IOException {
    while (!source.isCaughtUp()) {
      source.poll(this::see, 4);
    }
    while (source.poll(this::see, 4) > 0) {
      assertThat(source.isCaughtUp()).isTrue();
    }
  }

  @Test
  void liveDatagramsWaitOnTheDiskWhileThereIsNoRoomAndComeInOrder() throws IOException {
    Busy busy = new Busy();
    try (JournalWriter writer = new JournalWriter(config(), counters);
        JournaledSource source = source(writer, busy)) {
      for (int stall = 0; stall < 5; stall++) {
        busy.room = true;
        busy.ease = true;
        catchUp(source);
        come(50);
        catchUp(source);
        assertThat(seen).isEqualTo(sequences(0, sent));
        assertThat(source.waiting()).isZero();
        busy.room = false;
        for (int step = 0; step < 30; step++) {
          come(4);
          source.poll(this::see, 64);
        }
        assertThat(seen).hasSize(sent - 120);
        assertThat(source.waiting()).isEqualTo(120);
        assertThat(source.lastTaken()).isEqualTo(BASE + sent);
        // Room, but not at ease: it stays behind, and does not open and close its file in turn.
        busy.room = true;
        busy.ease = false;
        source.poll(this::see, 64);
        assertThat(seen).hasSize(sent - 120);
      }
      busy.ease = true;
      catchUp(source);
      assertThat(source.isEarlierRead()).isTrue();
    }
    assertThat(marks).isEqualTo(marks(0, sent));
    assertThat(counters.get(DeviceCounter.JOURNAL_DATAGRAMS_RECOVERED)).isZero();
    assertThat(counters.get(DeviceCounter.JOURNAL_SEGMENTS_TRUNCATED)).isZero();
  }

  @Test
  void onADiskThatTakesNothingLiveDatagramsGoStraightOnThoughThereIsNoRoom() throws IOException {
    Busy busy = new Busy();
    try (JournalWriter writer = new JournalWriter(config(), counters);
        JournaledSource source = source(writer, busy)) {
      Files.createDirectory(Segments.name(folder, BASE + 1));
      come(1);
      source.poll(this::see, 8);
      busy.room = false;
      come(7);
      source.poll(this::see, 8);
      assertThat(source.isCaughtUp()).isTrue();
    }
    assertThat(marks).isEqualTo(List.of(1, 2, 3, 4, 5, 6, 7, 8));
    assertThat(counters.get(DeviceCounter.JOURNAL_WRITE_FAILURES)).isEqualTo(8);
  }

  @Test
  void whatWaitsOnADiskThatTakesNothingWaitsInTheRing() throws IOException {
    earlier(100);
    try (JournalWriter writer = new JournalWriter(config(), counters);
        JournaledSource source = source(writer, () -> true)) {
      // A folder of each name makes every new segment impossible.
      for (long next = BASE + 1; next < BASE + 50; next++) {
        Files.createDirectory(Segments.name(folder, next));
      }
      come(20);
      while (!source.isCaughtUp()) {
        source.poll(this::see, 8);
      }
      while (source.poll(this::see, 8) > 0) {
        assertThat(source.isCaughtUp()).isTrue();
      }
    }
    // What was in hand when the disk failed is counted, the rest is placed though it is not kept.
    assertThat(marks.subList(0, 100)).isEqualTo(marks(100, 0));
    assertThat(marks.subList(100, marks.size()))
        .isEqualTo(List.of(9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20));
    assertThat(counters.get(DeviceCounter.JOURNAL_WRITE_FAILURES)).isEqualTo(20);
  }

  @Test
  void onceTheDiskTakesItAgainWhatWaitedInTheRingIsKeptAlsoBeforeItHasCaughtUp()
      throws IOException {
    earlier(100);
    boolean[] room = {false};
    try (JournalWriter writer = new JournalWriter(config(), counters);
        JournaledSource source = source(writer, () -> room[0])) {
      for (long next = BASE + 1; next < BASE + 50; next++) {
        Files.createDirectory(Segments.name(folder, next));
      }
      come(20);
      for (int second = 0; second < 5; second++) {
        source.poll(this::see, 8);
        writer.force();
      }
      assertThat(counters.get(DeviceCounter.JOURNAL_WRITE_FAILURES)).isEqualTo(8);
      for (long next = BASE + 1; next < BASE + 50; next++) {
        Files.delete(Segments.name(folder, next));
      }
      assertThat(source.poll(this::see, 8)).isZero();
      writer.force();
      assertThat(source.poll(this::see, 8)).isEqualTo(8);
      assertThat(seen).isEmpty();
      room[0] = true;
      while (!source.isCaughtUp()) {
        source.poll(this::see, 8);
      }
      come(5);
      while (source.poll(this::see, 8) > 0) {
        assertThat(source.isCaughtUp()).isTrue();
      }
    }
    List<Long> expected = new ArrayList<>(sequences(100, 0));
    expected.addAll(LongStream.rangeClosed(BASE + 9, BASE + 25).boxed().toList());
    assertThat(seen).isEqualTo(expected);
    assertThat(counters.get(DeviceCounter.JOURNAL_WRITE_FAILURES)).isEqualTo(8);
    assertThat(counters.get(DeviceCounter.JOURNAL_SEGMENTS_TRUNCATED)).isZero();
    seen.clear();
    try (JournalSource again = new JournalSource(folder, counters)) {
      while (again.poll(this::see, 64) > 0) {
        assertThat(seen).isNotEmpty();
      }
    }
    assertThat(seen).isEqualTo(expected);
  }

  /** Segments that were begun and never held anything are no run that was cut off. */
  @Test
  void stopAfterTheDiskWasTriedWithoutADatagramLeavesNothing() throws IOException {
    JournalConfig released = new JournalConfig(folder, 1 << 16, SECOND, false, 0);
    try (JournalWriter writer = new JournalWriter(released, counters)) {
      Path inTheWay = Files.createDirectory(Segments.name(folder, 1));
      Datagram datagram = new Datagram();
      datagram.bytes = ByteBuffer.allocate(900);
      datagram.length = 900;
      datagram.sequence = 1;
      writer.append(datagram);
      assertThat(writer.isKeeping()).isFalse();
      Files.delete(inTheWay);
      writer.force();
      assertThat(writer.isKeeping()).isTrue();
      assertThat(Segments.list(folder)).hasSize(1);
      assertThat(writer.written().segments()).isEmpty();
      writer.releaseAll();
    }
    assertThat(Segments.list(folder)).isEmpty();
  }
}
