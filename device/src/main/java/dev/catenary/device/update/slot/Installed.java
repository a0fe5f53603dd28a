package dev.catenary.device.update.slot;

import dev.catenary.device.update.disk.DurableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The release that lies whole in an idle slot.
 *
 * @param slot {@code a} or {@code b}
 * @param number of the installation; rises with each
 * @param counter of the release
 * @param release its name for people
 */
public record Installed(String slot, long number, long counter, String release) {
  private static final int BYTES_MAX = 200;
  private static final Pattern LINE =
      Pattern.compile("1 ([ab]) (\\d{1,15}) (\\d{1,15}) ([A-Za-z0-9._~+-]{1,64}) \\.\n");

  public static Optional<Installed> read(Path file) throws IOException {
    return DurableFile.text(file, BYTES_MAX).flatMap(Installed::of);
  }

  private static Optional<Installed> of(String text) {
    Matcher line = LINE.matcher(text);
    return line.matches()
        ? Optional.of(
            new Installed(
                line.group(1),
                Long.parseLong(line.group(2)),
                Long.parseLong(line.group(3)),
                line.group(4)))
        : Optional.empty();
  }

  String line() {
    return "1 " + slot + " " + number + " " + counter + " " + release + " .\n";
  }
}
