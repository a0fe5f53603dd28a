package dev.catenary.proving.torture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs the service on a real small file system, in a mount namespace of its own, with the link
 * down, until the disk can take no more; then the link comes back.
 */
public final class DiskTorment implements Torment {
  private final Path home;
  private final Path directory;
  private final List<String> figures = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  /**
   * @param home the checkout, whose build has the simulator and the S3 server
   * @param directory new, for all that is written
   */
  public DiskTorment(Path home, Path directory) {
    this.home = home;
    this.directory = directory;
  }

  @Override
  public Outcome run() throws Exception {
    for (DiskFault fault : DiskFault.values()) {
      if (MountedDisk.isPossible()) {
        Path folder = directory.resolve(fault.name().toLowerCase(Locale.ROOT));
        new FaultyDisk(fault, home, Files.createDirectories(folder)).run(figures, broken);
      } else {
        figures.add(fault.words() + ": not run, for want of mount namespaces on this machine");
      }
    }
    new SlowDisk(directory.resolve("slow")).run(figures, broken);
    return new Outcome(
        "disks",
        "catenary run on a tmpfs of its own with the link down: filled by itself, filled by another"
            + " program, out of inodes, read-only; then the link up. Spool and journal on a disk whose"
            + " every force takes 3 s and every write 100 ms",
        "it says DISK: in its log, with the reason, and runs on; unaided each chunk that was sealed"
            + " arrives as one object of its SHA-256, but for those of rank 3 and 4 in given-up.log;"
            + " none of rank 0, 1 or 2 is given up; new chunks are sealed once the disk can. Of the"
            + " slow disk: no datagram and no chunk is lost, and it is quick again by itself",
        figures,
        broken);
  }
}
