package dev.catenary.device.selftest;

import dev.catenary.durable.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * A record and its signature.
 *
 * @param jws the record as a compact JSON Web Signature; {@link RecordCheck} reads it back
 */
public record SignedRecord(TestRecord record, String jws) {
  static final String TYPE = "catenary-self-test";
  private static final String SUFFIX = ".jws";
  private static final int KEPT = 50;
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'self-test-'uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  public boolean passed() {
    return record.passed();
  }

  public Instant at() {
    return record.endedAt();
  }

  /** Keeps it under the time of its start, and the newest fifty with it. */
  public Path keepIn(Path folder) throws IOException {
    Path file = folder.resolve(NAME.format(record.startedAt()) + SUFFIX);
    WholeFile.write(file, jws + "\n");
    List<Path> all = all(folder);
    for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
      Files.delete(old);
    }
    return file;
  }

  /** The newest in a folder; null when there is none that reads. */
  public static @Nullable SignedRecord latest(Path folder) throws IOException {
    for (Path file : all(folder).reversed()) {
      RecordCheck check = RecordCheck.of(Files.readString(file));
      TestRecord record = check.record();
      if (check.isValid() && record != null) {
        return new SignedRecord(record, Files.readString(file).strip());
      }
      Logger.warn("found {} unreadable as a signed record: {}", file, check.problem());
    }
    return null;
  }

  /** Oldest first. */
  private static List<Path> all(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .sorted(Comparator.naturalOrder())
          .toList();
    }
  }
}
