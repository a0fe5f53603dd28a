package dev.catenary.device.update.slot;

import dev.catenary.device.update.disk.DurableFile;
import dev.catenary.durable.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Answer of the installer to one request.
 *
 * @param request its number
 * @param result how it ended
 * @param number of the installation; 0 where there is none
 * @param attack name of the attack that was seen; empty for none
 * @param why in words; empty where it is installed
 */
public record Answer(long request, Result result, long number, String attack, String why) {
  private static final int BYTES_MAX = 4_096;
  private static final int WHY_CHARACTERS_MAX = 1_000;

  /** End of a request. */
  public enum Result {
    INSTALLED,
    /** Something was not to be trusted. */
    REFUSED,
    /** It could not be done. */
    FAILED
  }

  public static Optional<Answer> read(Path file) throws IOException {
    return DurableFile.text(file, BYTES_MAX).flatMap(Answer::of);
  }

  private static Optional<Answer> of(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length != 6 || !lines[0].matches("\\d{1,15}") || !lines[2].matches("\\d{1,15}")) {
      return Optional.empty();
    }
    for (Result result : Result.values()) {
      if (result.name().equals(lines[1])) {
        return Optional.of(
            new Answer(
                Long.parseLong(lines[0]), result, Long.parseLong(lines[2]), lines[3], lines[4]));
      }
    }
    return Optional.empty();
  }

  void write(Path file) throws IOException {
    String one = why.replaceAll("\\p{Cntrl}", " ");
    String line = one.substring(0, Math.min(one.length(), WHY_CHARACTERS_MAX));
    WholeFile.write(
        file, request + "\n" + result + "\n" + number + "\n" + attack + "\n" + line + "\n");
  }
}
