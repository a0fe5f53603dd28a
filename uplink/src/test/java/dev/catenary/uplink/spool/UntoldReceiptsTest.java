package dev.catenary.uplink.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receipts that the log has let go of before they were told. */
class UntoldReceiptsTest {
  @TempDir Path folder;

  private ReceiptTail tail() {
    return new ReceiptTail(new SpoolFolder(folder, new DiskFiles()));
  }

  private void log(String name, int from, int to) throws IOException {
    String text = "from\t" + from;
    Files.writeString(
        folder.resolve(name),
        ReceiptLine.check(text)
            + "\t"
            + text
            + "\n"
            + IntStream.range(from, to)
                .mapToObj(ReceiptLogTest::line)
                .collect(Collectors.joining()));
  }

  @Test
  void thoseBetweenTheLastToldAndTheOldestThereAreCountedOnce() throws IOException {
    log(SpoolNames.RECEIPTS, 1, 11);
    ReceiptTail tail = tail();
    ReceiptTail.Line line = tail.next();
    while (line.sealNumber() < 4) {
      line = tail.next();
    }
    tail.keep(line);
    log(SpoolNames.RECEIPTS_OLD, 31, 41);
    log(SpoolNames.RECEIPTS, 41, 51);
    ReceiptTail later = tail();
    assertThat(later.next().sealNumber()).isEqualTo(31);
    assertThat(later.takeUntold()).isEqualTo(26);
    assertThat(later.takeUntold()).isZero();
    later.rewind();
    assertThat(later.next().sealNumber()).isEqualTo(31);
    assertThat(tail().next().sealNumber()).isEqualTo(31);
    assertThat(later.takeUntold()).isZero();
  }

  @Test
  void nothingIsCountedWhileAllIsThere() throws IOException {
    log(SpoolNames.RECEIPTS_OLD, 1, 11);
    log(SpoolNames.RECEIPTS, 11, 21);
    ReceiptTail tail = tail();
    assertThat(tail.next().sealNumber()).isEqualTo(1);
    assertThat(tail.takeUntold()).isZero();
  }
}
