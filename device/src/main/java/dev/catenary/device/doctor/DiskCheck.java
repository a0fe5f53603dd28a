package dev.catenary.device.doctor;

import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether the disk is there, can be written, has room, and holds a spool that reads back. */
public final class DiskCheck implements Check {
  private static final Set<String> NOT_LASTING = Set.of("tmpfs", "ramfs", "overlay");

  private final Path dataDirectory;
  private final Path spool;
  private final long reserveBytes;

  public DiskCheck(Path dataDirectory, Path spool, long reserveBytes) {
    this.dataDirectory = dataDirectory;
    this.spool = spool;
    this.reserveBytes = reserveBytes;
  }

  @Override
  public List<Diagnosis> look() throws IOException {
    List<Diagnosis> all = new ArrayList<>();
    if (!Files.isDirectory(dataDirectory)) {
      all.add(
          Diagnosis.bad(
              "data directory",
              "no " + dataDirectory,
              "a directory",
              "catenary doctor --repair makes it; is the disk mounted?"));
      return all;
    }
    all.add(writable());
    all.add(room());
    if (Files.isDirectory(spool)) {
      all.add(spoolReadsBack());
    }
    return all;
  }

  private Diagnosis writable() {
    String expected = "writable by " + System.getProperty("user.name");
    try {
      Files.delete(Files.createTempFile(dataDirectory, ".doctor-", ""));
      return Diagnosis.good("data directory", dataDirectory + ", writable", expected);
    } catch (IOException e) {
      return Diagnosis.bad(
          "data directory",
          e.toString(),
          expected,
          "chown it to the service's user; look whether the disk is mounted read-only (dmesg).");
    }
  }

  private Diagnosis room() {
    String type = type();
    long free = dataDirectory.toFile().getUsableSpace();
    String found = String.format(Locale.ROOT, "%,d MiB free on %s", free >> 20, type);
    String expected = String.format(Locale.ROOT, "more than %,d MiB", reserveBytes >> 20);
    if (free <= reserveBytes) {
      return Diagnosis.bad(
          "disk",
          found,
          expected,
          "Let the spool upload, or move what is not ours. Never delete the spool.");
    }
    return NOT_LASTING.contains(type)
        ? Diagnosis.doubtful(
            "disk", found, "a disk that lasts", "Set data-directory to a folder on a real disk.")
        : Diagnosis.good("disk", found, expected);
  }

  /** The kind of file system; a service with mounts of its own may not see which. */
  private String type() {
    try {
      return Files.getFileStore(dataDirectory).type();
    } catch (IOException e) {
      return "an unknown file system";
    }
  }

  private Diagnosis spoolReadsBack() throws IOException {
    SpoolReport report = Spool.inspect(spool);
    return report.damaged().isEmpty()
        ? Diagnosis.good("spool", report.summary(), "no damaged file")
        : Diagnosis.doubtful(
            "spool",
            report.damaged().size() + " damaged: " + report.damaged().getFirst(),
            "no damaged file",
            "The next start puts them in quarantine; look into dmesg for the disk.");
  }

  /** Makes a folder that is not there; touches none that is. */
  @Override
  public boolean repair() throws IOException {
    if (Files.exists(dataDirectory)) {
      return false;
    }
    Files.createDirectories(dataDirectory);
    return true;
  }
}
