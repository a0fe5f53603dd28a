package dev.catenary.uplink.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptTailTest {
  @TempDir Path folder;
  private Path log;
  private Path old;
  private ReceiptTail tail;

  @BeforeEach
  void begin() throws IOException {
    log = folder.resolve(SpoolNames.RECEIPTS);
    old = folder.resolve(SpoolNames.RECEIPTS_OLD);
    Files.writeString(log, lines(1, 4));
    tail = new ReceiptTail(new SpoolFolder(folder, new DiskFiles()));
    assertThat(told()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void receiptsOnBothSidesOfARotationAreTold() throws IOException {
    Files.writeString(log, lines(1, 6));
    Files.move(log, old);
    assertThat(told()).isEmpty();
    Files.writeString(log, lines(6, 8));
    assertThat(told()).containsExactly(4L, 5L, 6L, 7L);
  }

  /** Two rotations while the broker is away: the disk gives the first log's number to the third. */
  @Test
  void logThatHasTheNumberOfAnEarlierOneOnTheDiskIsReadFromItsBeginning() throws IOException {
    Object number = Files.getAttribute(log, "unix:ino");
    Files.writeString(old, lines(4, 7));
    Files.writeString(log, lines(7, 12));
    assertThat(Files.getAttribute(log, "unix:ino")).isEqualTo(number);
    assertThat(told()).containsExactly(4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
  }

  @Test
  void rewoundTailGoesOnBehindWhatWasKept() throws IOException {
    tail.rewind();
    tail.keep(tail.next());
    tail.rewind();
    assertThat(told()).containsExactly(2L, 3L);
    assertThat(new ReceiptTail(new SpoolFolder(folder, new DiskFiles())).next().sealNumber())
        .isEqualTo(2);
  }

  private static String lines(int from, int to) {
    return IntStream.range(from, to).mapToObj(ReceiptLogTest::line).collect(Collectors.joining());
  }

  private List<Long> told() throws IOException {
    List<Long> told = new ArrayList<>();
    for (ReceiptTail.Line line = tail.next(); line != null; line = tail.next()) {
      told.add(line.sealNumber());
    }
    return told;
  }
}
