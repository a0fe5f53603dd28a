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
import org.jspecify.annotations.Nullable;

/** Check of the disk: present, writable, with room, and with a spool that reads back. */
public final class DiskCheck implements Check {
  private static final Set<String> NOT_LASTING = Set.of("tmpfs", "ramfs", "overlay");

  private final Path dataDirectory;
  private final Path spool;
  private final long reserveBytes;
  private final @Nullable ServiceRights rights;

  /**
   * @param rights of the service, where root looks in its place; null for what we may write
   */
  DiskCheck(Path dataDirectory, Path spool, long reserveBytes, @Nullable ServiceRights rights) {
    this.rights = rights;
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

  private Diagnosis writable() throws IOException {
    String user = rights == null ? null : rights.user();
    String who = user == null ? System.getProperty("user.name") : user;
    String expected = "writable by " + who;
    try {
      Files.delete(Files.createTempFile(dataDirectory, ".doctor-", ""));
    } catch (IOException e) {
      return Diagnosis.bad(
          "data directory",
          e.toString(),
          expected,
          "chown it to the service's user; look whether the disk is mounted read-only (dmesg). If it"
              + " is not, the unit forbids it: "
              + ServiceRights.dropIn(dataDirectory)
              + ".");
    }
    if (rights != null && !rights.userMayWrite(dataDirectory)) {
      return Diagnosis.bad(
          "data directory",
          dataDirectory + " of " + Files.getOwner(dataDirectory) + ", not writable by " + who,
          expected,
          "chown " + who + " " + dataDirectory + "; the folders above must let it through.");
    }
    if (rights != null && !rights.unitAllows(dataDirectory)) {
      return Diagnosis.bad(
          "data directory",
          dataDirectory + ", where the unit lets nobody write (ProtectSystem=strict)",
          "a folder the service's unit lets it write",
          "Mount the disk at /var/lib/catenary; or "
              + ServiceRights.dropIn(dataDirectory)
              + ", then restart it.");
    }
    return Diagnosis.good("data directory", dataDirectory + ", writable", expected);
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
            "disk",
            found,
            "a disk that lasts",
            "Mount a real disk at "
                + dataDirectory
                + "; or set data-directory to a folder on one, and let the service write there: "
                + ServiceRights.dropIn(Path.of("FOLDER"))
                + ".")
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

  /** Makes a folder that is not there, for the service and not for root; touches none that is. */
  @Override
  public boolean repair() throws IOException {
    if (Files.exists(dataDirectory)) {
      return false;
    }
    Files.createDirectories(dataDirectory);
    if (rights != null) {
      rights.give(dataDirectory);
    }
    return true;
  }
}
