package dev.catenary.device.update.slot;

import dev.catenary.device.update.disk.DurableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * State of the slots as the start script keeps it, one line of twelve words.
 *
 * @param good slot that proved good last: {@code packaged}, {@code a} or {@code b}
 * @param reached release counter of the newest release that proved good
 * @param trial slot that is on trial; {@code -} for none
 * @param number of the installation on trial
 * @param counter release counter of that
 * @param beginnings of the trial so far
 * @param ends by itself, so far
 * @param outcome of the last trial: {@code none}, {@code good} or {@code fell-back}
 * @param last number of the installation whose trial ended last
 * @param why it fell back: {@code ends}, {@code beginnings}, {@code gone}, or {@code -}
 */
public record BootState(
    String good,
    long reached,
    String trial,
    long number,
    long counter,
    int beginnings,
    int ends,
    String outcome,
    long last,
    String why) {
  public static final String PACKAGED = "packaged";
  public static final String NONE = "-";

  /** State of a machine that was never updated, and of one whose state cannot be read. */
  public static final BootState UNTOUCHED =
      new BootState(PACKAGED, 0, NONE, 0, 0, 0, 0, "none", 0, NONE);

  private static final int BYTES_MAX = 300;
  private static final Pattern LINE =
      Pattern.compile(
          "1 (packaged|a|b) (\\d{1,15}) (a|b|-) (\\d{1,15}) (\\d{1,15}) (\\d{1,2}) (\\d)"
              + " (none|good|fell-back) (\\d{1,15}) (ends|beginnings|gone|-) \\.\n");

  public static BootState read(Path file) throws IOException {
    return DurableFile.text(file, BYTES_MAX).map(BootState::of).orElse(UNTOUCHED);
  }

  static BootState of(String text) {
    Matcher line = LINE.matcher(text);
    if (!line.matches()) {
      return UNTOUCHED;
    }
    return new BootState(
        line.group(1),
        Long.parseLong(line.group(2)),
        line.group(3),
        Long.parseLong(line.group(4)),
        Long.parseLong(line.group(5)),
        Integer.parseInt(line.group(6)),
        Integer.parseInt(line.group(7)),
        line.group(8),
        Long.parseLong(line.group(9)),
        line.group(10));
  }

  public boolean isTrial() {
    return !trial.equals(NONE);
  }

  /** Slot that may be overwritten; empty during a trial. */
  public Optional<String> idle() {
    return isTrial()
        ? Optional.empty()
        : List.of("a", "b").stream().filter(slot -> !slot.equals(good)).findFirst();
  }
}
